import type { Locale } from '../procedures/locale.ts';
import type { Version } from '../versions/version.ts';
import { checkTranslation } from './check-translation.ts';
import type { MachineTranslator } from './machine-translator.ts';
import type { TranslationUnit } from './translation.ts';
import {
  type TranslationDesk,
  type WriteOutcome,
  writeTranslations,
} from './write-translations.ts';

/** Easy Japanese needs a reading over every kanji and one idea a sentence: that is for people. */
export const NOT_BY_MACHINE: ReadonlySet<Locale> = new Set(['ja', 'ja-easy']);

/** Of one press: somebody has to read all of it. */
const MOST_TEXTS = 200;

export type MachineOutcome =
  | (Extract<WriteOutcome, { kind: 'written' }> & {
      /** Texts that came back without an answer, or without their marks: they stay missing. */
      readonly left: number;
    })
  | Exclude<WriteOutcome, { kind: 'written' }>;

/** Has the missing texts of a language translated, and marks them as a machine's. */
export async function translateMissing(
  desk: TranslationDesk,
  translator: MachineTranslator,
  version: Version,
  locale: Locale,
  units: readonly TranslationUnit[],
): Promise<MachineOutcome> {
  if (version.state !== 'draft') return { kind: 'not_a_draft' };
  const missing = units.filter(({ state }) => state === 'missing').slice(0, MOST_TEXTS);
  const sources = missing.map(({ japanese }) => japanese.replace(/\{([^{}|]+)\|[^{}|]+\}/g, '$1'));
  const answers = missing.length === 0 ? [] : await translator.translate(locale, sources);
  const good = missing.flatMap(({ key, japanese }, index) => {
    const text = answers[index]?.trim() ?? '';
    // A machine that answers with `$…` must not call up a phrase.
    const usable =
      text !== '' && !text.startsWith('$') && checkTranslation(locale, japanese, text).length === 0;
    return usable ? [{ key, text }] : [];
  });
  const outcome = await writeTranslations(desk, version, locale, units, good, 'machine');
  return outcome.kind === 'written' ? { ...outcome, left: missing.length - good.length } : outcome;
}
