import type { EditPath } from '../builder/edit.ts';
import { removeAt, setAt } from '../builder/yaml/change-file.ts';

type Texts = Readonly<Record<string, string | undefined>>;

/**
 * The file with these texts at that place: what was emptied is taken out, so that residents read
 * the Japanese there and the language counts as missing. Languages that were not asked for stay.
 */
export function withTexts(
  text: string,
  path: EditPath,
  texts: Texts,
  languages: readonly string[],
): string {
  return languages.reduce((file, locale) => {
    const at = [...path, locale];
    const typed = texts[locale];
    return (typed ? setAt(file, at, typed) : removeAt(file, at)) ?? file;
  }, text);
}

/** Languages in which residents read the Japanese instead. */
export function missingLanguages(texts: Texts, languages: readonly string[]): readonly string[] {
  return languages.filter((locale) => !texts[locale]);
}
