import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { DEFAULT_LOCALE, type Locale } from '../../../domain/procedures/locale.ts';
import type { Services } from '../../../services.ts';
import { bookOf, type PhraseTexts, phrasesPath, phraseTexts } from './phrase-files.ts';
import { townText } from './propose-edit.ts';

export interface AskedPhrases {
  readonly locale: Locale;
  readonly book: string;
  readonly books: readonly string[];
  /** Of the language that is edited. */
  readonly path: string;
  readonly text: string;
  readonly japanese: PhraseTexts;
  readonly translations: PhraseTexts;
  readonly q: string;
}

/** @throws UnreadablePhrases */
export async function askedPhrases(
  services: Services,
  request: FastifyRequest,
): Promise<AskedPhrases> {
  const { language = '', book: wanted = '', q = '' } = request.query as Record<string, string>;
  const { languages } = services.library.municipality;
  const locale = languages.find((one) => one === language) ?? DEFAULT_LOCALE;
  const files = await readdir(join(services.townDesk.folder(), 'phrases')).catch(() => []);
  const books = files.flatMap((name) => /^([a-z0-9_-]+)\.ja\.yaml$/.exec(name)?.[1] ?? []);
  const known = await bookOf(services, books, String(q));
  const book =
    books.find((one) => one === wanted) ?? known ?? books.find((one) => one === 'common');
  const chosen = book ?? books[0] ?? 'common';
  const path = phrasesPath(chosen, locale);
  const ja = phrasesPath(chosen, DEFAULT_LOCALE);
  const [text, japanese] = await Promise.all([townText(services, path), townText(services, ja)]);
  const translations = phraseTexts(path, text);
  return {
    ...{ locale, book: chosen, books, path, text, translations, q: String(q) },
    japanese: phraseTexts(ja, japanese),
  };
}
