import type { MovementCount, TakingsLine } from './closing.ts';
import type { BookedEntry } from './ledger-entry.ts';

/** Days of entry, both included; with a year only what belongs to its books. */
export interface TakingsRange {
  readonly from: string;
  readonly to: string;
  readonly fiscalYear?: number;
}

/** 収納日計: one day, one heading. */
export interface DailyTakings extends TakingsLine {
  readonly bookedOn: string;
}

/** How many payments, refunds or disputes: one of them can have several entries. */
export type DailyMovements = MovementCount & Pick<DailyTakings, 'bookedOn'>;

/** What stands behind a figure. */
export interface EntryFilter extends TakingsRange {
  readonly revenueItem?: string;
  readonly segment?: string;
  /** '' for what was paid with a bill. */
  readonly procedureId?: string;
  readonly method?: string;
  readonly channel?: string;
}

export interface LedgerStore {
  /** By day, then heading; a day's entries at a time, so that a year keeps nobody waiting. */
  takings(range: TakingsRange): Promise<readonly DailyTakings[]>;
  movements(range: TakingsRange): Promise<readonly DailyMovements[]>;
  /** In the order of their numbers, from that number on (exclusive). */
  entries(filter: EntryFilter, after: number, limit: number): Promise<readonly BookedEntry[]>;
}
