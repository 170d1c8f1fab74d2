import { parse } from 'yaml';
import { DEFAULT_LOCALE, type Locale } from '../../../domain/procedures/locale.ts';
import type { Services } from '../../../services.ts';
import { townText } from './propose-edit.ts';

export type PhraseTexts = Readonly<Record<string, string>>;

export const phrasesPath = (book: string, locale: Locale) => `phrases/${book}.${locale}.yaml`;

/** A file of phrases that somebody has put together wrongly is mended first, on its own page. */
export class UnreadablePhrases extends Error {
  override readonly name = 'UnreadablePhrases';
  readonly path: string;

  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

export function phraseTexts(path: string, text: string): PhraseTexts {
  try {
    const read: unknown = parse(text) ?? {};
    if (typeof read !== 'object' || Array.isArray(read)) throw new UnreadablePhrases(path);
    const all = Object.entries(read as object);
    return Object.fromEntries(all.map(([key, value]) => [key, String(value)]));
  } catch {
    throw new UnreadablePhrases(path);
  }
}

/** The book that has this very phrase: the translations of a version lead here by its name alone. */
export async function bookOf(services: Services, books: readonly string[], key: string) {
  if (!/^[a-z][a-z0-9_.-]+$/.test(key)) return undefined;
  for (const book of books) {
    const path = phrasesPath(book, DEFAULT_LOCALE);
    if (key in phraseTexts(path, await townText(services, path))) return book;
  }
  return undefined;
}
