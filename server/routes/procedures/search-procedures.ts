import type { Locale } from '../../domain/procedures/locale.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { plainText } from '../../lib/html.ts';
import { toHalfWidth, toKatakana } from '../../lib/japanese-text.ts';
import { withoutMarks } from '../../lib/latin-text.ts';

const RUBY = /\{[^{}|]+\|([^{}|]+)\}/g;
// Inside a longer phrase 介護 is a word, "to" is not.
const isWord = (form: string) => form.length >= (/^[ -~]+$/.test(form) ? 4 : 2);

/**
 * ｼﾞﾄﾞｳ, じどう and ジドウ are the same to a person who searches; so are capitals, spaces,
 * signs, and the marks of Latin letters.
 */
function searchForm(text: string): string {
  return withoutMarks(toKatakana(toHalfWidth(text)))
    .toLowerCase()
    .replace(/[\s・、。（）()「」]/g, '');
}

interface Searchable {
  readonly procedure: Procedure;
  readonly title: readonly string[];
  readonly keywords: readonly string[];
  readonly text: readonly string[];
}

// Both what is read and how it is read: ruby is a reading that the definition gives away for free.
const forms = (text: string) =>
  [plainText(text), text.replace(RUBY, '$1')].map(searchForm).filter((form) => form !== '');

function searchable(procedure: Procedure, locale: Locale): Searchable {
  const texts = (key: string) =>
    [...new Set([locale, 'ja' as const])].flatMap((l) => procedure.text(l, key) ?? []);
  return {
    procedure,
    title: texts('title').flatMap(forms),
    keywords: texts('keywords')
      .flatMap((list) => list.split(/\s+/))
      .flatMap(forms),
    text: texts('summary').flatMap(forms),
  };
}

/** How well one word fits: 3 title, 2 keyword (also one inside a longer phrase), 1 text, 0 not at all. */
function relevance({ title, keywords, text }: Searchable, word: string): number {
  if (title.some((form) => form.includes(word))) return 3;
  if (keywords.some((form) => form.includes(word))) return 2;
  const inPhrase = keywords.some((form) => isWord(form) && word.includes(form));
  if (inPhrase) return 2;
  return text.some((form) => form.includes(word)) ? 1 : 0;
}

/**
 * Procedures that fit every word of the query, best first; among equals the given order.
 * Looks into title, keywords and summary in the reader's language and in Japanese.
 */
export function searchProcedures(
  procedures: readonly Procedure[],
  query: string,
  locale: Locale,
): readonly Procedure[] {
  const words = query
    .split(/\s+/)
    .map(searchForm)
    .filter((word) => word !== '');
  if (words.length === 0) return procedures;
  return procedures
    .map((procedure) => searchable(procedure, locale))
    .map((entry) => ({ entry, fits: words.map((word) => relevance(entry, word)) }))
    .filter(({ fits }) => fits.every((value) => value > 0))
    .sort((a, b) => Math.max(...b.fits) - Math.max(...a.fits))
    .map(({ entry }) => entry.procedure);
}
