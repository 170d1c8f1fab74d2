import type { Finding } from '../procedures/procedure.ts';

/** The longest shipped definition has some 30,000 bytes; what is larger than this is no definition. */
export const MOST_BYTES_OF_A_FILE = 512 * 1024;
/** Keys, texts and lists of a file; the largest shipped one has some 2,000. */
export const MOST_PARTS = 20_000;
export const MOST_BYTES_OF_ALL_FILES = 3 * 1024 * 1024;

/** Names that a JavaScript object has by itself. */
const NAMES_OF_EVERY_OBJECT = new Set(['__proto__', 'constructor', 'prototype']);

export function isForbiddenName(name: string): boolean {
  return NAMES_OF_EVERY_OBJECT.has(name);
}

/** Control characters (but not tab and line ends), half surrogates, and marks that turn the writing direction. */
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;

/** Where the first character stands that no text may have: line and column from 1, and its code. */
export function unprintableAt(
  text: string,
): { readonly line: number; readonly column: number; readonly code: string } | undefined {
  const found = UNPRINTABLE.exec(text);
  if (!found) return undefined;
  const before = text.slice(0, found.index).split('\n');
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, code: `U+${code}` };
}

export function refusal(
  file: string,
  line: number,
  code: string,
  message: string,
  mend: string,
): Finding {
  return { level: 'error', file, line, code, message, mend };
}
