import type { Locale } from '../procedures/locale.ts';

/** Japanese term → its one translation, then forms of it that grammar makes. */
export type Glossary = ReadonlyMap<string, readonly string[]>;

export type Glossaries = ReadonlyMap<Locale, Glossary>;

export interface Term {
  readonly term: string;
  readonly translation: string;
}

/** Terms in a Japanese text, the longest first: a part of a longer term is no term of its own. */
export function termsIn(japanese: string, glossary: Glossary): readonly Term[] {
  let rest = japanese;
  const found: Term[] = [];
  for (const term of [...glossary.keys()].toSorted((a, b) => b.length - a.length)) {
    const [translation] = glossary.get(term) ?? [];
    if (translation === undefined || !rest.includes(term)) continue;
    found.push({ term, translation });
    rest = rest.replaceAll(term, '\n');
  }
  return found.toSorted((a, b) => japanese.indexOf(a.term) - japanese.indexOf(b.term));
}
