import type { Locale } from '../procedures/locale.ts';

/** One row of a translator's file: by key, with the Japanese that was translated. */
export interface ExchangeRow {
  /** In the file, from 1. */
  readonly line: number;
  readonly key: string;
  readonly japanese: string;
  readonly text: string;
  /** The translator says that it is not finished. */
  readonly open?: boolean;
}

export type ExchangeFormat = 'csv' | 'xlf';

/** What keeps a whole file from being read. */
export interface FileFinding {
  readonly line: number;
  readonly message: string;
  readonly mend: string;
}

export type ReadFile =
  | { readonly rows: readonly ExchangeRow[] }
  | { readonly refused: FileFinding };

/** A translator's file of the largest procedure has under 200 kB. */
export const MOST_BYTES = 2_000_000;
export const MOST_ROWS = 5000;

/** Only these can be written in CP932, the encoding of Excel's plain 「CSV」, without loss. */
const IN_CP932: ReadonlySet<Locale> = new Set(['ja-easy', 'en']);

/** The text of a file: UTF-8 or UTF-16 with its mark; CP932 where the language can be written in it. */
export function textOfFile(
  bytes: Uint8Array,
  locale: Locale,
): { readonly text: string } | { readonly refused: FileFinding } {
  if (bytes.length > MOST_BYTES) {
    const message = 'ファイルが大きすぎます（2MBまで）。';
    return { refused: { line: 1, message, mend: 'この手続きの訳のファイルを選んでください。' } };
  }
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : undefined;
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes) };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    if (IN_CP932.has(locale)) {
      try {
        return { text: new TextDecoder('shift_jis', { fatal: true }).decode(bytes) };
      } catch {
        // Neither: told below.
      }
    }
  }
  const message =
    '文字コードが UTF-8 ではありません。この言葉の文字が、失われているかもしれません。';
  const mend = 'Excel では「CSV UTF-8（コンマ区切り）」を選んで、保存し直してください。';
  return { refused: { line: 1, message, mend } };
}
