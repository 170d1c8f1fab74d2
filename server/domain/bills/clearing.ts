import type { BookedEntry } from '../books/ledger-entry.ts';
import type { Bill } from './bill.ts';

/** 消込データ: one file for the accounting system. Its entries are never changed, so it can be made again. */
export interface ClearingExport {
  readonly id: string;
  /** Entries of the books, both inclusive; no entry is in two files. */
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly rows: number;
  /** Sum, what was given back being negative. */
  readonly yen: number;
  readonly madeBy: string;
  readonly at: Date;
}

/** An entry with what the accounting system finds its own record by. */
export interface ClearedEntry extends BookedEntry {
  readonly bill: Pick<Bill, 'number' | 'assessmentNumber' | 'fiscalYear' | 'term'> | null;
  /** 受付番号 of the application that the money was for. */
  readonly applicationNumber: string | null;
}

export interface ClearingStore {
  /** Entries that are in no file yet. */
  waiting(): Promise<number>;
  /** Everything that is in no file yet; undefined when there is nothing. */
  make(made: Pick<ClearingExport, 'id' | 'madeBy' | 'at'>): Promise<ClearingExport | undefined>;
  find(id: string): Promise<ClearingExport | undefined>;
  /** The newest first. */
  list(limit: number): Promise<readonly ClearingExport[]>;
  /** In order; those behind `afterSeq`. */
  entries(
    of: Pick<ClearingExport, 'fromSeq' | 'toSeq'>,
    afterSeq: number,
    limit: number,
  ): Promise<readonly ClearedEntry[]>;
}
