import type { Locale } from '../../../domain/procedures/locale.ts';
import { adminPaths } from '../../../http/admin-paths.ts';

export const PHRASES_URL = adminPaths.setting('phrases');
/** Everything that waits in phrases, in one step. */
export const PHRASES_TOGETHER_URL = `${PHRASES_URL}/together`;

export function phrasesUrl(
  locale: Locale,
  book: string,
  more: Readonly<Record<string, string>> = {},
): string {
  return `${PHRASES_URL}?${new URLSearchParams({ language: locale, book, ...more })}`;
}

/** Where a phrase is kept. */
export const phraseUrl = (locale: Locale, key: string) =>
  `${PHRASES_URL}?${new URLSearchParams({ language: locale, q: key })}#${encodeURIComponent(key)}`;
