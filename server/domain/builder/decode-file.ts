import iconv from 'iconv-lite';
import type { Finding } from '../procedures/procedure.ts';
import { MOST_BYTES_OF_A_FILE, refusal } from './source-limits.ts';

const UTF_8_MEND =
  'テキストエディタで開き、文字コード「UTF-8」を選んで保存し直してから、もう一度入れてください。';

/** By its mark, or because every other byte of Latin letters and spaces is 0. */
function isUtf16(bytes: Uint8Array): boolean {
  const mark = `${bytes[0] ?? 0},${bytes[1] ?? 0}`;
  const begin = bytes.subarray(0, 200);
  const zeros = begin.filter((byte) => byte === 0).length;
  return mark === '255,254' || mark === '254,255' || zeros * 8 > begin.length;
}

/** Line of the first bytes that are no UTF-8. */
function firstWrongLine(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8').decode(bytes);
  const at = text.indexOf('\uFFFD');
  return text.slice(0, Math.max(0, at)).split('\n').length;
}

/** How the programs of Windows wrote Japanese for thirty years. */
function isShiftJis(bytes: Uint8Array): boolean {
  return !iconv.decode(Buffer.from(bytes), 'cp932').includes('\uFFFD');
}

/**
 * The text of an uploaded file. UTF-8 alone, with or without its mark: what is guessed could be
 * wrong in one letter, and nobody would see it.
 */
export function decodeFile(file: string, bytes: Uint8Array): string | Finding {
  if (bytes.length > MOST_BYTES_OF_A_FILE) {
    const message = `ファイル「${file}」が大きすぎます。`;
    const mend = `${MOST_BYTES_OF_A_FILE / 1024}KBまでです。手続きの定義のファイルを選んでください。`;
    return refusal(file, 1, 'too_large', message, mend);
  }
  if (isUtf16(bytes)) {
    return refusal(file, 1, 'encoding', 'ファイルの文字コードが UTF-16 です。', UTF_8_MEND);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const name = isShiftJis(bytes) ? 'Shift_JIS（CP932）' : 'UTF-8 ではないもの';
    const message = `ファイルの文字コードが ${name} です。`;
    return refusal(file, firstWrongLine(bytes), 'encoding', message, UTF_8_MEND);
  }
}
