import { stringify } from 'csv-stringify/sync';
import { createCsvReader } from '../../lib/csv-reader.ts';

/** One row of a table, with where its lines stand in the text. */
export interface TableRow {
  /** In the table, from 0. */
  readonly index: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Lines of the text, from 0; `end` is not in it any more. */
  readonly start: number;
  readonly end: number;
  /** How many cells it has, which may be others than the columns. */
  readonly width: number;
}

export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/** @throws CsvTooLong for a quote that is never closed */
export function readCsvTable(text: string): CsvTable {
  const reader = createCsvReader();
  const records = [...reader.push(text.replace(/^\uFEFF/, '')), ...reader.end()];
  const [head, ...rest] = records;
  const columns = head?.cells ?? [];
  const last = text.replace(/\n$/, '').split('\n').length;
  return {
    columns,
    rows: rest.map(({ line, cells }, index) => ({
      index,
      cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])),
      start: line - 1,
      end: (rest[index + 1]?.line ?? last + 1) - 1,
      width: cells.length,
    })),
  };
}

const lineOf = (columns: readonly string[], cells: Readonly<Record<string, string>>) =>
  stringify([columns.map((column) => cells[column] ?? '')]).replace(/\n$/, '');

function withLines(text: string, start: number, end: number, lines: readonly string[]): string {
  const all = text.replace(/\n$/, '').split('\n');
  return `${all.toSpliced(start, end - start, ...lines).join('\n')}\n`;
}

/** The text with that row as it is now; every other line stays letter by letter. */
export function withRow(
  text: string,
  { columns }: CsvTable,
  { start, end }: TableRow,
  cells: Readonly<Record<string, string>>,
): string {
  return withLines(text, start, end, [lineOf(columns, cells)]);
}

/** @param after the row behind which it stands; without one at the end */
export function withNewRow(
  text: string,
  { columns, rows }: CsvTable,
  cells: Readonly<Record<string, string>>,
  after?: TableRow,
): string {
  const at = (after ?? rows.at(-1))?.end ?? 1;
  return withLines(text, at, at, [lineOf(columns, cells)]);
}

export function withoutRow(text: string, { start, end }: TableRow): string {
  return withLines(text, start, end, []);
}
