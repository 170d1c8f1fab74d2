import { phrasebookOf } from './compile/pinned-phrases.ts';
import { planPages } from './compile/plan.ts';
import { collectTexts } from './compile/text-keys.ts';
import { readTexts } from './compile/texts.ts';
import { vocabularyKeys } from './compile/vocabulary-keys.ts';
import type { Definition } from './definition-schema.ts';
import { knownLocales, type Locale } from './locale.ts';
import type { Town } from './town.ts';

/** Of `all` texts, how many a language has words of its own for. */
export interface Coverage {
  readonly translated: number;
  readonly all: number;
}

/**
 * How much of a definition is said in each language, also in those that are not switched on: its
 * own texts, the phrases it uses, and labels from the shared vocabulary.
 */
export function translationCoverage(
  definition: Definition,
  sources: Readonly<Record<string, string>>,
  town: Town,
): ReadonlyMap<Locale, Coverage> {
  const plans = planPages(definition);
  const languages = knownLocales(town.municipality.languages);
  const book = phrasebookOf(sources, town);
  const { parsed } = town;
  const desk = {
    sources,
    folder: '',
    book,
    languages,
    usedPhrases: new Set<string>(),
    ...(parsed && { parsed }),
  };
  const places = collectTexts(definition, plans, book);
  const byLocale = readTexts(desk, places);
  const unlabelled = plans
    .flatMap((page) => page.fields)
    .filter(({ source }) => source.label === undefined);
  const coverageIn = (locale: Locale): Coverage => {
    const texts = byLocale.get(locale);
    const words = town.vocabulary.get(locale) ?? {};
    const own = places.filter(({ key }) => texts?.has(key)).length;
    const labels = unlabelled.filter(
      ({ id, source, textKey }) =>
        texts?.has(`${textKey}.label`) ||
        vocabularyKeys(id, source).some((key) => words[key] !== undefined),
    ).length;
    return { translated: own + labels, all: places.length + unlabelled.length };
  };
  return new Map(languages.map((locale) => [locale, coverageIn(locale)]));
}
