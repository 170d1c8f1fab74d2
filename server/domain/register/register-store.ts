import type { RowProblem } from './read-register-row.ts';
import type { RegisterColumn } from './register-columns.ts';
import type { ReadPerson, RegisterRow, RegisterRowId } from './register-row.ts';

/**
 * reading: comes in, or broke off. waiting: read whole, nothing searched yet. refused: a row or more
 * could not be read; no row of it is kept. current: the one that is searched. replaced: a newer one is.
 */
export type ImportState = 'reading' | 'waiting' | 'refused' | 'current' | 'replaced';

/** Which heading of the file each item stands under. */
type Headings = Readonly<Partial<Record<RegisterColumn, string>>>;

export interface RegisterImport {
  readonly id: string;
  readonly state: ImportState;
  readonly fileName: string;
  /** JST day on which the register was written out. */
  readonly extractedOn: string;
  readonly rows: number;
  readonly headings: Headings;
  readonly problems: readonly RowProblem[];
  /** `staff:<login>` or `system`. */
  readonly importedBy: string;
  readonly at: Date;
  readonly takenOverAt: Date | null;
}

/** By what rows are looked up; only keyed hashes of it are stored. */
export interface RegisterLookup {
  /** JST day. */
  readonly birth: string;
  /** First sounds of a family or given name, in the form of `soundsOf`. */
  readonly firstSounds: readonly string[];
}

/** Files on their way in. Every method is one whole atomic operation. */
export interface RegisterImports {
  /** The extract that is searched. */
  current(): Promise<RegisterImport | undefined>;
  findImport(id: string): Promise<RegisterImport | undefined>;
  /** The newest first; those that broke off are not among them. */
  listImports(limit: number): Promise<readonly RegisterImport[]>;
  begin(
    one: Pick<RegisterImport, 'id' | 'fileName' | 'extractedOn' | 'importedBy' | 'at'>,
  ): Promise<void>;
  addRows(importId: string, people: readonly ReadPerson[]): Promise<void>;
  /** Read to its end: waits for somebody's yes, or is refused and none of its rows stays. */
  end(
    importId: string,
    found: Pick<RegisterImport, 'rows' | 'headings' | 'problems'> & { readonly isRefused: boolean },
  ): Promise<void>;
  /**
   * From this commit on it is the searched one, and the former one is not.
   * @returns false when it does not wait any more (nothing is written)
   */
  takeOver(importId: string, at: Date): Promise<boolean>;
  /** Rows of extracts that are searched no more, and of files that broke off: minutes for a large town. */
  removeReplaced(now: Date): Promise<void>;
  /** Thrown away with its rows, as long as it is not the searched one. */
  discard(importId: string): Promise<void>;
}

/** Looking into the extract that is searched. */
export interface RegisterSearch {
  /** Of any import, in the order of the file: to see whether it was read right. */
  firstRows(importId: string, count: number): Promise<readonly RegisterRow[]>;
  /** Rows that may be meant: more than are, never fewer. */
  lookUp(asked: RegisterLookup): Promise<readonly RegisterRow[]>;
  /** Everybody with one of those 世帯番号. */
  households(numbers: readonly string[]): Promise<readonly RegisterRow[]>;
  find(id: RegisterRowId): Promise<RegisterRow | undefined>;
}

/** The extract of the resident register, in a database of its own that the portal never sees. */
export interface RegisterStore extends RegisterImports, RegisterSearch {
  close(): Promise<void>;
}
