import { CsvTooLong } from '../../lib/csv-reader.ts';
import type { Finding } from '../procedures/procedure.ts';
import { type CsvTable, readCsvTable } from './csv-table.ts';
import { cellProblem, columnOf } from './table-columns.ts';

/** So many are told at once; whoever mends them is told of the others. */
const MOST_TOLD = 30;

type Told = Pick<Finding, 'line' | 'message' | 'mend'>;

const HEADER = '1行目の見出しは「今の内容をダウンロード」のファイルのままにしてください。';

function headerProblems({ columns }: CsvTable, published: CsvTable): Told[] {
  const missing = published.columns.filter((one) => !columns.includes(one));
  const unknown = columns.filter((one) => !published.columns.includes(one));
  const named = (names: readonly string[]) =>
    names.map((one) => `「${columnOf(one).label}」（${one}）`).join('、');
  return [
    ...(missing.length > 0 ? [`見出しに${named(missing)}がありません。`] : []),
    ...(unknown.length > 0
      ? [
          `見出しの${unknown.map((one) => `「${one}」`).join('、')}は、この表の見出しではありません。`,
        ]
      : []),
  ].map((message) => ({ line: 1, message, mend: HEADER }));
}

function rowTroubles(table: CsvTable, published: CsvTable): Told[] {
  const told: Told[] = [];
  const seen = new Map<string, number>();
  const required = new Set(
    published.columns.filter((column) => published.rows.every(({ cells }) => cells[column] !== '')),
  );
  for (const { cells, start, width } of table.rows) {
    const line = start + 1;
    if (width !== table.columns.length) {
      const message = `見出しは${table.columns.length}列ですが、この行は${width}列です。`;
      told.push({ line, message, mend: '余分な「,」や、足りない列がないか確かめてください。' });
      continue;
    }
    for (const column of table.columns) {
      const mend = cellProblem(column, cells[column] ?? '', required.has(column));
      const cell = cells[column] ?? '';
      const message =
        cell === '' ? `${columnOf(column).label}が空です。` : `「${cell}」は使えません。`;
      if (mend) told.push({ line, message, mend });
    }
    if (cells['status'] === 'accept' && cells['fee_yen'] === '') {
      const mend = '金額を数字で入力してください。無料のものは 0 にします。';
      told.push({ line, message: '受け付ける品目ですが、手数料が空です。', mend });
    }
    const key = `${cells['id']} ${cells['valid_from']}`;
    const twin = cells['id'] ? seen.get(key) : undefined;
    if (twin !== undefined) {
      const mend = '片方を消すか、番号か「いつから」を変えてください。';
      told.push({ line, message: `${twin}行目と同じ番号の行です。`, mend });
    }
    seen.set(key, line);
  }
  return told;
}

/**
 * What keeps a table of the town from being read, told row by row in the words of its columns; the
 * whole town need not be looked at for it.
 */
export function tableProblems(file: string, text: string, publishedText: string): Finding[] {
  const finding = (one: Told): Finding => ({ level: 'error', file, code: 'table', ...one });
  try {
    const [table, published] = [readCsvTable(text), readCsvTable(publishedText)];
    const header = headerProblems(table, published);
    if (header.length > 0) return header.map(finding);
    if (table.rows.length === 0 && published.rows.length > 0) {
      const mend = '見出しの下に、1行に1つずつ入れてください。';
      return [finding({ line: 1, message: '表に行がひとつもありません。', mend })];
    }
    const told = rowTroubles(table, published);
    return told.slice(0, MOST_TOLD).map(finding);
  } catch (error) {
    if (!(error instanceof CsvTooLong)) throw error;
    const mend = '「"」が閉じているか確かめてください。';
    return [finding({ line: error.line, message: 'ここから先を表として読めません。', mend })];
  }
}
