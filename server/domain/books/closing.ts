import type { LedgerKind, Segment } from './ledger-entry.ts';
import type { BooksBegin, ClosedBooks, NotClosable, Period } from './period.ts';

/** What was taken, given back or disputed under one heading. */
export interface TakingsLine {
  readonly fiscalYear: number;
  readonly revenueItem: string;
  readonly segment: Segment;
  readonly procedureId: string | null;
  readonly method: string;
  readonly channel: string;
  readonly provider: string;
  readonly kind: LedgerKind;
  /** Signed whole yen; of it consumption tax. */
  readonly yen: number;
  readonly taxYen: number;
  readonly entries: number;
}

/** How many payments, refunds or disputes: one of them can have several entries. */
export type MovementCount = Pick<
  TakingsLine,
  'fiscalYear' | 'procedureId' | 'method' | 'channel' | 'kind'
> & { readonly movements: number };

/** 締め: what the books said when a period was closed. */
export interface Closing {
  readonly period: Period;
  /** The largest number of an entry that was made in it or before. */
  readonly lastSeq: number;
  readonly entries: number;
  readonly yen: number;
  readonly lines: readonly TakingsLine[];
  readonly movements: readonly MovementCount[];
  /** SHA-256 over the closing before and everything that this one holds. */
  readonly hash: string;
  /** Hash of the closing before of the same kind; '' for the first. */
  readonly previous: string;
  readonly closedBy: string;
  readonly closedAt: Date;
}

export interface ClosingStore {
  /** Newest first. */
  list(): Promise<readonly Closing[]>;
  find(period: Period): Promise<Closing | undefined>;
  closed(): Promise<ClosedBooks>;
  /** undefined: nothing was ever entered. */
  begin(): Promise<BooksBegin | undefined>;
  /** A month's figures as they are now: what would be closed. */
  figures(month: Period): Promise<Pick<Closing, 'lines' | 'movements'>>;
  /**
   * Freezes totals, last entry and hash, with the audit entry, under the write lock.
   * @returns why not, when it is not its turn (any more)
   */
  close(
    period: Period,
    by: { readonly actor: string; readonly staffId: string; readonly at: Date },
  ): Promise<Closing | NotClosable>;
  /** The hash of a closing, computed anew from what it was made of; `rest` between portions. */
  hashAnew(closing: Closing, rest: () => Promise<void>): Promise<string>;
}
