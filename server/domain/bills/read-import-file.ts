import { type CsvRecord, CsvTooLong, createCsvReader } from '../../lib/csv-reader.ts';
import type { RevenueItem } from '../revenue/revenue-item.ts';
import type { FileProblem, ImportEncoding } from './import-job.ts';
import { type ImportColumn, type ImportRow, type RowProblem, readHead } from './import-row.ts';
import { textOf } from './import-text.ts';
import { readImportRow } from './read-import-row.ts';

/** A town's whole year; more than that is several files. */
const MOST_ROWS = 200_000;
/** So many rows are read before they are worked at: what is held in memory of a file. */
const BATCH = 200;

export interface Batch {
  readonly rows: readonly ImportRow[];
  readonly problems: readonly RowProblem[];
}

/** A file that says nothing can be read at all. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

async function* recordsOf(
  content: AsyncIterable<Uint8Array>,
  encoding: ImportEncoding,
): AsyncGenerator<CsvRecord> {
  const reader = createCsvReader();
  for await (const text of textOf(content, encoding)) yield* reader.push(text);
  yield* reader.end();
}

/** Says so where a number comes a second time: which of the two would hold? */
function noticeTwice(): (row: ImportRow) => RowProblem | undefined {
  const seen = new Map<string, number>();
  return ({ number, line }) => {
    const other = seen.get(number);
    if (other !== undefined) return { line, column: 'number', kind: 'twice', other };
    // A copy: a piece of a text would hold all of it in memory.
    seen.set(Buffer.from(number).toString('latin1'), line);
    return undefined;
  };
}

function rowReader(items: ReadonlyMap<string, RevenueItem>) {
  const twice = noticeTwice();
  return (
    { line, cells }: CsvRecord,
    columns: ReadonlyMap<ImportColumn, number>,
  ): ImportRow | readonly RowProblem[] => {
    const row = readImportRow(line, cells, columns, items);
    if (!('number' in row)) return row;
    const problem = twice(row);
    return problem === undefined ? row : [problem];
  };
}

function columnsOf({ cells }: CsvRecord): ReadonlyMap<ImportColumn, number> {
  const head = readHead(cells);
  if ('lacking' in head) throw new FileRefused({ kind: 'columns', lacking: head.lacking });
  return head;
}

/**
 * The bills of a file, a few hundred at a time.
 * @throws FileRefused
 */
export async function* readImportFile(
  content: AsyncIterable<Uint8Array>,
  encoding: ImportEncoding,
  items: ReadonlyMap<string, RevenueItem>,
): AsyncGenerator<Batch> {
  let columns: ReadonlyMap<ImportColumn, number> | undefined;
  let batch: { rows: ImportRow[]; problems: RowProblem[] } = { rows: [], problems: [] };
  let count = 0;
  const read = rowReader(items);
  try {
    for await (const record of recordsOf(content, encoding)) {
      if (columns === undefined) {
        columns = columnsOf(record);
        continue;
      }
      count += 1;
      if (count > MOST_ROWS) throw new FileRefused({ kind: 'too_many' });
      const row = read(record, columns);
      if ('number' in row) batch.rows.push(row);
      else batch.problems.push(...row);
      if (count % BATCH === 0) {
        yield batch;
        batch = { rows: [], problems: [] };
      }
    }
  } catch (error) {
    if (!(error instanceof CsvTooLong)) throw error;
    batch.problems.push({ line: error.line, column: null, kind: 'too_long' });
  }
  if (count === 0 && batch.problems.length === 0) throw new FileRefused({ kind: 'empty' });
  yield batch;
}
