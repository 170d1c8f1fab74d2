import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const REFERENCE = /\$([a-z][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*)/g;
const LIST = /options_from:\s*lists\.([a-z][a-z0-9_]*)/g;

/** Phrases that a definition's text calls up; of a list all of them, named `lists.<name>.`. */
export function phrasesIn(definition: string): ReadonlySet<string> {
  const phrases = [...definition.matchAll(REFERENCE)].map(([, key = '']) => key);
  const lists = [...definition.matchAll(LIST)].map(([, name = '']) => `lists.${name}.`);
  return new Set([...phrases, ...lists]);
}

/** A town's folder never changes: another town is another folder. */
const known = new Map<string, ReadonlyMap<string, number>>();

/** Phrase or list → how many definitions of the folder call it up. */
async function usesIn(folder: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const text = await readFile(join(folder, entry.name, 'definition.yaml'), 'utf8').catch(
      () => '',
    );
    for (const key of phrasesIn(text)) found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** How many procedures of the folder say a phrase. */
export async function phraseUses(folder: string): Promise<(key: string) => number> {
  const uses = known.get(folder) ?? (await usesIn(folder));
  if (!known.has(folder)) known.clear();
  known.set(folder, uses);
  return (key) => {
    const list = /^lists\.[^.]+\./.exec(key)?.[0];
    return (uses.get(key) ?? 0) + (list === undefined ? 0 : (uses.get(list) ?? 0));
  };
}
