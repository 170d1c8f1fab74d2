import type { Locale } from '../locale.ts';
import { listName, NO_PHRASES, type Phrasebook } from '../phrasebook.ts';
import type { Town } from '../town.ts';
import type { PagePlan } from './plan.ts';

/** Beside a version's files: the phrases and lists that it spoke of, as they were. */
const FILE = 'phrasebook.json';

interface Pinned {
  readonly phrases: Readonly<Partial<Record<Locale, Readonly<Record<string, string>>>>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/**
 * What a definition speaks: a remembered version its own phrases, and the town's only where the
 * program asks for one that is newer than the version.
 */
export function phrasebookOf(sources: Readonly<Record<string, string>>, town: Town): Phrasebook {
  const book = town.phrasebook ?? NO_PHRASES;
  const pinned = sources[FILE];
  if (pinned === undefined) return book;
  const { phrases, lists } = JSON.parse(pinned) as Pinned;
  const locales = new Set([...book.phrases.keys(), ...(Object.keys(phrases) as Locale[])]);
  const both = [...locales].map(
    (locale) => [locale, { ...book.phrases.get(locale), ...phrases[locale] }] as const,
  );
  return { phrases: new Map(both), lists: { ...book.lists, ...lists } };
}

/**
 * A definition's files together with what it says through the phrasebook: a published version must
 * not change when a phrase does. Without phrases and lists the files stay as they are.
 */
export function withPhrases(
  sources: Readonly<Record<string, string>>,
  book: Phrasebook,
  usedPhrases: ReadonlySet<string>,
  pages: readonly PagePlan[],
): Readonly<Record<string, string>> {
  const usedLists = pages
    .flatMap((page) => page.fields)
    .flatMap(({ source }) => listName(source.options_from) ?? []);
  if (sources[FILE] !== undefined || usedPhrases.size + usedLists.length === 0) return sources;
  const phrases: Record<string, Record<string, string>> = {};
  const sorted = [...usedPhrases].sort();
  for (const locale of [...book.phrases.keys()].sort()) {
    const words = book.phrases.get(locale) ?? {};
    const own = sorted.flatMap((key) => {
      const text = words[key];
      return text === undefined ? [] : [[key, text] as const];
    });
    if (own.length > 0) phrases[locale] = Object.fromEntries(own);
  }
  const lists = Object.fromEntries(
    [...new Set(usedLists)].sort().map((name) => [name, book.lists[name] ?? []]),
  );
  return { ...sources, [FILE]: JSON.stringify({ phrases, lists }, null, 1) };
}
