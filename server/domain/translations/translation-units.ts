import { vocabularyKeys } from '../procedures/compile/vocabulary-keys.ts';
import type { WrittenDefinition } from '../procedures/compile-procedure.ts';
import { DEFAULT_LOCALE, type Locale } from '../procedures/locale.ts';
import { isWordless, phraseKey } from '../procedures/phrasebook.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { Town } from '../procedures/town.ts';
import {
  type TranslationMark,
  type TranslationState,
  type TranslationUnit,
  textHash,
} from './translation.ts';

/** A version, and what is live instead of it now. */
export interface TranslatedVersion {
  readonly procedureId: string;
  /** For noticing what Japanese was changed while its translation was not. */
  readonly live?: Pick<Procedure, 'text'> | undefined;
}

interface Known {
  readonly locale: Locale;
  readonly marks: ReadonlyMap<string, readonly TranslationMark[]>;
  readonly live?: TranslatedVersion['live'];
}

/**
 * The strings that a version really uses, in the order in which residents meet them, with what one
 * language says for each.
 * @param marks of that procedure at least
 */
export function unitsOf(
  written: WrittenDefinition,
  { procedureId, live }: TranslatedVersion,
  town: Town,
  locale: Locale,
  marks: readonly TranslationMark[],
): readonly TranslationUnit[] {
  const known: Known = {
    locale,
    live,
    marks: Map.groupBy(
      marks.filter((mark) => mark.procedureId === procedureId && mark.locale === locale),
      ({ key }) => key,
    ),
  };
  const japanese = written.byLocale.get(DEFAULT_LOCALE);
  const texts = written.byLocale.get(locale);
  const own = written.texts.map(({ key, text: source }): TranslationUnit => {
    const said = japanese?.get(key) ?? source;
    const same = isWordless(said) ? said : '';
    const text = texts?.get(key) ?? same;
    const phrase = phraseKey(source);
    const isPhrase =
      phrase !== undefined && written.book.phrases.get(locale)?.[phrase] === text && text !== '';
    const shared = isPhrase || (same !== '' && text === same);
    return {
      key,
      japanese: said,
      text,
      state: shared ? 'shared' : stateOf(key, said, text, known),
      ...(isPhrase && { phrase }),
    };
  });
  return [...own, ...labelUnits(written, town, locale, known)];
}

/** Labels that come from the shared vocabulary. */
function labelUnits(
  { pages, byLocale }: WrittenDefinition,
  town: Town,
  locale: Locale,
  known: Known,
): readonly TranslationUnit[] {
  const wordOf = (keys: readonly string[], language: Locale) => {
    const words = town.vocabulary.get(language) ?? {};
    const key = keys.find((one) => words[one] !== undefined);
    return key === undefined ? '' : (words[key] ?? '');
  };
  return pages
    .flatMap((page) => page.fields)
    .filter(({ source }) => source.label === undefined)
    .map(({ id, source, textKey }): TranslationUnit => {
      const key = `${textKey}.label`;
      const keys = vocabularyKeys(id, source);
      const japanese = wordOf(keys, DEFAULT_LOCALE) || id;
      const better = byLocale.get(locale)?.get(key);
      if (better !== undefined) {
        return { key, japanese, text: better, state: stateOf(key, japanese, better, known) };
      }
      const text = wordOf(keys, locale);
      return { key, japanese, text, state: text === '' ? 'missing' : 'shared' };
    });
}

function stateOf(
  key: string,
  japanese: string,
  text: string,
  { locale, marks, live }: Known,
): TranslationState {
  if (text === '') return 'missing';
  const hash = textHash(text);
  const own = (marks.get(key) ?? []).filter((mark) => mark.textHash === hash);
  if (own.length > 0) {
    const source = textHash(japanese);
    return own.find((mark) => mark.sourceHash === source)?.state ?? 'outdated';
  }
  const before = live?.text(DEFAULT_LOCALE, key);
  const changed = before !== undefined && before !== japanese && live?.text(locale, key) === text;
  // What nobody has marked was written by hand, in a text editor or by who made the definition.
  return changed ? 'outdated' : 'human';
}

/** How many of each state. */
export function countStates(
  units: readonly TranslationUnit[],
): Readonly<Record<TranslationState, number>> {
  const counts = { missing: 0, outdated: 0, machine: 0, human: 0, reviewed: 0, shared: 0 };
  for (const { state } of units) counts[state] += 1;
  return counts;
}
