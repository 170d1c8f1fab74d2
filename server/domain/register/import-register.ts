import { orderedId } from '../../lib/ordered-id.ts';
import { type FileProblem, RegisterFileRefused, readRegisterFile } from './read-register-file.ts';
import { type RowProblem, unpartedColumns } from './read-register-row.ts';
import type { Mapping } from './register-columns.ts';
import type { RegisterStore } from './register-store.ts';

/** Nobody reads more of them at once; the rest shows itself with the next file. */
const MOST_PROBLEMS = 2000;
const NAME_LETTERS = 100;

export interface RegisterFile {
  /** Where somebody has to know it beforehand. */
  readonly id?: string;
  readonly fileName: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** JST day on which the register was written out. */
  readonly extractedOn: string;
  readonly mapping: Mapping;
  /** `staff:<login>` or `system`. */
  readonly importedBy: string;
  readonly at: Date;
  /** How many rows have been read by now. */
  onRows?(rows: number): void;
}

export type ReadOutcome =
  /** Waits for somebody's yes. */
  | { readonly result: 'waiting'; readonly importId: string }
  /** Rows that can't be read: none came in. */
  | { readonly result: 'refused'; readonly importId: string }
  /** Not even that. */
  | { readonly result: 'file_refused'; readonly problem: FileProblem };

/**
 * Reads an extract whole into the store, where it waits unsearched. The file itself is kept nowhere:
 * its rows are sealed as they come in.
 * @param rest called after each few hundred rows: lets others have their turn
 */
export async function importRegister(
  register: RegisterStore,
  file: RegisterFile,
  rest: () => Promise<void>,
): Promise<ReadOutcome> {
  const { content, mapping, extractedOn, importedBy, at } = file;
  const about = { extractedOn, importedBy, at };
  const id = file.id ?? orderedId(at);
  const problems: RowProblem[] = [];
  const unparted: RowProblem[] = [];
  let rows = 0;
  let headings: Mapping = {};
  await register.begin({ ...about, id, fileName: file.fileName.slice(-NAME_LETTERS) });
  try {
    for await (const batch of readRegisterFile(content, { mapping, ...about })) {
      headings = batch.headings;
      rows += batch.rows.length;
      problems.push(...batch.problems.slice(0, MOST_PROBLEMS - problems.length));
      // Once a row is refused none comes in; the rest is read for the list alone.
      if (problems.length === 0) await register.addRows(id, batch.rows);
      for (const { line, person } of batch.rows) {
        const [column] = unpartedColumns(person);
        if (column && unparted.length < MOST_PROBLEMS)
          unparted.push({ line, column, kind: 'no_space' });
      }
      file.onRows?.(rows);
      await rest();
    }
  } catch (error) {
    await register.discard(id);
    if (!(error instanceof RegisterFileRefused)) throw error;
    return { result: 'file_refused', problem: error.problem };
  }
  const isRefused = problems.length > 0;
  // What only has to be known stands where the problems would.
  const said = isRefused ? problems : unparted;
  await register.end(id, { rows, headings, problems: said, isRefused });
  return { result: isRefused ? 'refused' : 'waiting', importId: id };
}
