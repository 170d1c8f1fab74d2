import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT, readText } from './source-tree.ts';

/** Japanese term → its translation, then forms of it that grammar makes. */
export type Glossary = ReadonlyMap<string, readonly string[]>;

export function readGlossary(locale: string): Glossary {
  const path = `procedures/glossary/${locale}.yaml`;
  if (!existsSync(join(ROOT, path))) return new Map();
  return new Map(Object.entries((parse(readText(path)) ?? {}) as Record<string, string[]>));
}

/** Terms in a Japanese text, the longest first, so that a part of a longer term does not count. */
function termsIn(japanese: string, glossary: Glossary): readonly string[] {
  let rest = japanese;
  const found: string[] = [];
  const terms = [...glossary.keys()].toSorted((a, b) => b.length - a.length);
  for (const term of terms) {
    if (!rest.includes(term)) continue;
    found.push(term);
    rest = rest.replaceAll(term, '\n');
  }
  return found;
}

/** Terms of the Japanese text that the translation says in other words. */
export function strayTerms(japanese: string, translation: string, glossary: Glossary): string[] {
  const said = translation.toLowerCase();
  return termsIn(japanese, glossary).filter(
    (term) => !(glossary.get(term) ?? []).some((form) => said.includes(form.toLowerCase())),
  );
}
