import type { RowProblem } from './import-row.ts';
import type { RowPlan } from './plan-row.ts';

/** How many rows of a file do what. */
export interface ImportCounts {
  readonly add: number;
  readonly change: number;
  readonly settle: number;
  readonly same: number;
  readonly keep: number;
  readonly refused: number;
}

export const NO_ROWS: ImportCounts = {
  add: 0,
  change: 0,
  settle: 0,
  same: 0,
  keep: 0,
  refused: 0,
};

/** A row that stays as it is, and why. */
export interface KeptRow {
  readonly line: number;
  /** 納付番号 */
  readonly number: string;
  readonly why: Extract<RowPlan, { does: 'keep' }>['why'];
}

export type ImportEncoding = 'utf8' | 'cp932';

/** Why a file can't be read at all. */
export type FileProblem =
  | { readonly kind: 'empty' | 'too_many' }
  | { readonly kind: 'columns'; readonly lacking: readonly string[] };

/**
 * `checking`: its rows are looked at. `checked`: shown, nothing taken over yet. `importing`: goes on
 * until it is done, also after a restart. `failed`: what was taken over stays; the same file again
 * does the rest.
 */
type ImportState = 'checking' | 'checked' | 'importing' | 'done' | 'failed';

/** A file of finance from the upload to its end. */
export interface ImportJob {
  readonly id: string;
  readonly fileName: string;
  /** SHA-256 of the bytes, hex. */
  readonly fileHash: string;
  readonly staffId: string;
  readonly login: string;
  /** ISO 8601. */
  readonly at: string;
  readonly state: ImportState;
  readonly encoding: ImportEncoding;
  readonly fileProblem: FileProblem | null;
  readonly rows: number;
  /** What it would do, then what it did. */
  readonly counts: ImportCounts;
  /** The first ones. */
  readonly problems: readonly RowProblem[];
  readonly kept: readonly KeptRow[];
}

/** Nothing of a file comes in unless all of it can. */
export function canImport({ state, fileProblem, counts }: ImportJob): boolean {
  return state === 'checked' && fileProblem === null && counts.refused === 0 && hasWork(counts);
}

const hasWork = ({ add, change, settle }: ImportCounts) => add + change + settle > 0;

/** Where files wait, sealed, until they are taken over or thrown away. */
export interface ImportFiles {
  save(job: ImportJob): Promise<void>;
  load(id: string): Promise<ImportJob | undefined>;
  list(): Promise<readonly ImportJob[]>;
  /** Takes a file in as it comes. @returns its SHA-256, hex; undefined when it is too large */
  keep(
    id: string,
    content: AsyncIterable<Uint8Array>,
    mostBytes: number,
  ): Promise<string | undefined>;
  /** The plain content. @throws at the end when it was changed */
  read(id: string): AsyncIterable<Uint8Array>;
  /** The content; the job stays in the list. */
  removeContent(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}
