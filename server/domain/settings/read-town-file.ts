import iconv from 'iconv-lite';

/** Larger than any of them by far. */
export const MOST_TOWN_BYTES = 2 * 1024 * 1024;

export type TownFileText =
  | { readonly text: string; readonly encoding: 'utf8' | 'cp932' }
  | { readonly problem: 'too_large' | 'binary' };

/** Reads what was uploaded: UTF-8 with or without a mark, else what Japanese Windows writes. */
export function readTownFile(bytes: Buffer): TownFileText {
  if (bytes.length > MOST_TOWN_BYTES) return { problem: 'too_large' };
  const clean = (text: string) => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  // Line feeds and tabs are the only control characters of a text; U+FFFD: it was no CP932 either.
  const isText = (text: string) => !/[\p{Cc}\uFFFD]/u.test(text.replaceAll(/[\n\t]/g, ''));
  try {
    const text = clean(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isText(text) ? { text, encoding: 'utf8' } : { problem: 'binary' };
  } catch {
    const text = clean(iconv.decode(bytes, 'cp932'));
    return isText(text) ? { text, encoding: 'cp932' } : { problem: 'binary' };
  }
}
