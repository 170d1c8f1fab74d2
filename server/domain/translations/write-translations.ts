import { applyEdit } from '../builder/apply-edit.ts';
import type { Locale } from '../procedures/locale.ts';
import type { DefinitionSources, Finding } from '../procedures/procedure.ts';
import type { Town } from '../procedures/town.ts';
import type { Version } from '../versions/version.ts';
import type { VersionStore } from '../versions/version-store.ts';
import { checkTranslation, type TranslationProblem } from './check-translation.ts';
import { JAPANESE_LANGUAGE_NAMES } from './japanese-language-names.ts';
import {
  type TranslationMark,
  type TranslationStore,
  type TranslationUnit,
  textHash,
} from './translation.ts';
import { translationEdit } from './translation-edit.ts';

export interface TranslationDesk {
  readonly versions: Pick<VersionStore, 'saveEdit'>;
  readonly translations: TranslationStore;
  readonly town: Town;
  readonly now: Date;
  /** Login. */
  readonly by: string;
}

export interface NewTranslation {
  readonly key: string;
  /** '' takes the text away. */
  readonly text: string;
}

export type WriteOutcome =
  | { readonly kind: 'written'; readonly revision: number; readonly count: number }
  /** Nothing was written; `problems` by key. */
  | {
      readonly kind: 'refused';
      readonly problems: ReadonlyMap<string, readonly TranslationProblem[]>;
    }
  | { readonly kind: 'conflict' | 'not_a_draft' };

/**
 * Writes texts of one language into a draft, all of them or none, as one step that can be undone, and
 * marks how far they can be trusted. A text that stays as it is only gets its mark.
 */
export async function writeTranslations(
  desk: TranslationDesk,
  version: Version,
  locale: Locale,
  units: readonly TranslationUnit[],
  texts: readonly NewTranslation[],
  state: TranslationMark['state'],
): Promise<WriteOutcome> {
  const { town, versions, translations, now, by } = desk;
  if (version.state !== 'draft') return { kind: 'not_a_draft' };
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  const problems = new Map<string, readonly TranslationProblem[]>();
  let files: DefinitionSources = version.files;
  let count = 0;
  const marks: TranslationMark[] = [];
  for (const { key, text } of texts) {
    const unit = byKey.get(key);
    if (!unit) continue;
    const found = text === '' ? [] : checkTranslation(locale, unit.japanese, text, town.phrasebook);
    if (found.length > 0) problems.set(key, found);
    if (text !== unit.text) {
      const outcome = applyEdit(files, translationEdit(files, locale, key, text));
      if (outcome.kind === 'refused') problems.set(key, outcome.findings.map(asProblem));
      else files = outcome.files;
      count += 1;
    }
    if (text !== '') marks.push(mark(version, locale, unit, text, { state, by, at: now }));
  }
  if (problems.size > 0) return { kind: 'refused', problems };
  let { revision } = version;
  if (count > 0) {
    const saved = await versions.saveEdit({
      id: version.id,
      base: revision,
      files,
      title: version.title,
      section: version.section,
      what: whatWas(locale, units, texts, count),
      by,
      at: now,
    });
    if (saved.kind === 'not_a_draft') return { kind: 'not_a_draft' };
    if (saved.kind !== 'saved') return { kind: 'conflict' };
    revision = saved.revision;
  }
  // Behind the text: a mark of a text that was not saved is void by its hash anyway.
  await translations.put(marks);
  return { kind: 'written', revision, count };
}

function mark(
  { procedureId }: Version,
  locale: Locale,
  { key, japanese }: TranslationUnit,
  text: string,
  given: Pick<TranslationMark, 'state' | 'by' | 'at'>,
): TranslationMark {
  const hashes = { sourceHash: textHash(japanese), textHash: textHash(text) };
  return { procedureId, locale, key, ...hashes, ...given };
}

function asProblem({ code, message, mend }: Finding): TranslationProblem {
  return { code, message, mend };
}

function whatWas(
  locale: Locale,
  units: readonly TranslationUnit[],
  texts: readonly NewTranslation[],
  count: number,
): string {
  const changed = texts.find(({ key, text }) =>
    units.some((unit) => unit.key === key && unit.text !== text),
  );
  const unit = units.find(({ key }) => key === changed?.key);
  const named = (unit?.japanese ?? '').replace(/\{([^{}|]+)\|[^{}|]+\}/g, '$1').slice(0, 20);
  const rest = count > 1 ? `など${count}か所` : '';
  return `「${named}」${rest}の${JAPANESE_LANGUAGE_NAMES[locale] ?? locale}の訳を書きました`;
}
