import { type CsvRecord, CsvTooLong, createCsvReader } from '../../lib/csv-reader.ts';
import { textOf } from '../bills/import-text.ts';
import { individualNumberColumns } from './individual-number-columns.ts';
import { type RowProblem, readRegisterRow } from './read-register-row.ts';
import {
  type Mapping,
  type ReadHead,
  type RegisterColumn,
  readRegisterHead,
} from './register-columns.ts';
import type { ReadPerson } from './register-row.ts';

/** More than the largest city of Japan has. */
const MOST_ROWS = 4_000_000;
/** So many rows are read before they are put away: what is held in memory of a file. */
const BATCH = 500;
/** The heading stands within; its characters say which encoding the file has. */
const HEAD_BYTES = 4096;

export interface RegisterBatch {
  readonly rows: readonly ReadPerson[];
  readonly problems: readonly RowProblem[];
  readonly headings: Mapping;
}

/** Why a file can't be taken at all. */
export type FileProblem =
  | { readonly kind: 'empty' | 'too_many' }
  | {
      readonly kind: 'columns';
      readonly lacking: readonly RegisterColumn[];
      /** All that the file has, to choose from. */
      readonly headings: readonly string[];
    }
  /** 個人番号 in these columns. */
  | { readonly kind: 'individual_numbers'; readonly headings: readonly string[] };

/** A file that says nothing that can be read, or what must not be here. */
export class RegisterFileRefused extends Error {
  override readonly name = 'RegisterFileRefused';
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/** UTF-8 shows itself in Japanese headings; what is not, is taken for CP932. The end may be cut. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

async function* textOfFile(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const parts = content[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES) {
    const { done, value } = await parts.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  async function* whole() {
    yield head;
    for (let part = await parts.next(); !part.done; part = await parts.next()) yield part.value;
  }
  yield* textOf(whole(), isUtf8(head) ? 'utf8' : 'cp932');
}

async function* recordsOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const reader = createCsvReader();
  for await (const text of textOfFile(content)) yield* reader.push(text);
  yield* reader.end();
}

function headOf({ cells }: CsvRecord, mapping: Mapping): ReadHead {
  const head = readRegisterHead(cells, mapping);
  if (head.lacking.length === 0) return head;
  const headings = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  throw new RegisterFileRefused({ kind: 'columns', lacking: head.lacking, headings });
}

/** Rows of a batch as they come; `take` gives them away. */
function collector(head: ReadHead, extractedOn: string) {
  let rows: ReadPerson[] = [];
  let problems: RowProblem[] = [];
  return {
    add(record: CsvRecord): void {
      const read = readRegisterRow(record, head.places, extractedOn);
      if ('name' in read) rows.push({ line: record.line, person: read });
      else problems.push(...read);
    },
    broken: (problem: RowProblem) => void problems.push(problem),
    take(): RegisterBatch {
      const batch = { rows, problems, headings: head.headings };
      rows = [];
      problems = [];
      return batch;
    },
  };
}

/**
 * The people of an extract, a few hundred at a time; nothing of the file is kept.
 * @param extractedOn JST day
 * @throws RegisterFileRefused, also at the end: 個人番号 show themselves only then
 */
export async function* readRegisterFile(
  content: AsyncIterable<Uint8Array>,
  { mapping, extractedOn }: { readonly mapping: Mapping; readonly extractedOn: string },
): AsyncGenerator<RegisterBatch> {
  const records = recordsOf(content);
  const first = await records.next();
  if (first.done) throw new RegisterFileRefused({ kind: 'empty' });
  const numbers = individualNumberColumns(first.value.cells);
  refuse(numbers.found());
  const batch = collector(headOf(first.value, mapping), extractedOn);
  let count = 0;
  try {
    for await (const record of records) {
      count += 1;
      if (count > MOST_ROWS) throw new RegisterFileRefused({ kind: 'too_many' });
      numbers.look(record.cells);
      batch.add(record);
      if (count % BATCH === 0) yield batch.take();
    }
  } catch (error) {
    if (!(error instanceof CsvTooLong)) throw error;
    count += 1;
    batch.broken({ line: error.line, column: null, kind: 'too_long' });
  }
  refuse(numbers.found());
  if (count === 0) throw new RegisterFileRefused({ kind: 'empty' });
  yield batch.take();
}

function refuse(headings: readonly string[]): void {
  if (headings.length > 0) throw new RegisterFileRefused({ kind: 'individual_numbers', headings });
}
