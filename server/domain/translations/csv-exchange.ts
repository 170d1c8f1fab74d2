import { CsvTooLong, createCsvReader } from '../../lib/csv-reader.ts';
import { csvBytes, csvHead } from '../hand-over/csv.ts';
import { type ExchangeRow, MOST_ROWS, type ReadFile } from './exchange-file.ts';
import type { TranslationState, TranslationUnit } from './translation.ts';

const HEADINGS = ['key', '日本語', '訳', '状態', '場所'] as const;

export const STATE_WORDS: Readonly<Record<TranslationState, string>> = {
  missing: '訳なし',
  outdated: '日本語が変わった',
  machine: '機械の訳',
  human: '人の訳',
  reviewed: '確認ずみ',
  shared: '共通の言葉',
};

/** For translators who work in a spreadsheet: UTF-8 with a BOM, so that Excel reads every language. */
export function writeCsv(
  units: readonly TranslationUnit[],
  placeOf: (key: string) => string,
): Buffer {
  const lines = units.map(({ key, japanese, text, state }) => [
    key,
    japanese,
    text,
    STATE_WORDS[state],
    placeOf(key),
  ]);
  return Buffer.concat([csvHead(HEADINGS, 'utf8'), csvBytes(lines, 'utf8').bytes]);
}

/** A leading apostrophe keeps a cell from being a formula; it was not in the text. */
const unguarded = (cell: string) => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

export function readCsv(text: string): ReadFile {
  const reader = createCsvReader();
  try {
    const records = [...reader.push(text.replace(/^\ufeff/, '')), ...reader.end()];
    const [head, ...lines] = records;
    const names = head?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
    const at = (wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name));
    const [key, japanese, translation] = [
      at(['key']),
      at(['日本語', 'ja']),
      at(['訳', 'text', 'target']),
    ];
    if (key < 0 || japanese < 0 || translation < 0) {
      const message = `見出し「key」「日本語」「訳」の列がありません。`;
      return {
        refused: {
          line: 1,
          message,
          mend: '書き出したファイルの、1行目の見出しを変えないでください。',
        },
      };
    }
    if (lines.length > MOST_ROWS) return tooMany();
    const rows = lines.map(({ line, cells }): ExchangeRow => {
      const cell = (index: number) => unguarded(cells[index] ?? '');
      return {
        line,
        key: cell(key).trim(),
        japanese: cell(japanese),
        text: cell(translation).trim(),
      };
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvTooLong)) throw error;
    const message = '閉じていない引用符（"）があります。';
    return {
      refused: { line: error.line, message, mend: 'その行の引用符を、2つ組にしてください。' },
    };
  }
}

function tooMany(): ReadFile {
  const message = `行が多すぎます（${MOST_ROWS}行まで）。`;
  return { refused: { line: 1, message, mend: 'この手続きの訳のファイルを選んでください。' } };
}
