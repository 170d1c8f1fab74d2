import type { ChargeChange, ChargeSnapshot } from '../payments/charge-store.ts';
import type { NewSale } from './counter-sale.ts';
import type { NewTillSession, TillClosing, TillEntry, TillSession } from './till-session.ts';

/** Who does it, when: for the log. */
interface TillAct {
  readonly actor: string;
  readonly at: Date;
}

export interface TillStore {
  /** Opens it, or answers whose session is open there. */
  open(session: NewTillSession, counted: string): Promise<TillSession>;
  find(sessionId: string): Promise<TillSession | undefined>;
  /** All that are open, of any day. */
  listOpen(): Promise<readonly TillSession[]>;
  /** Of one till, newest first. */
  listOf(till: string, limit: number): Promise<readonly TillSession[]>;
  /** Counted and not yet with the treasurer, oldest first. */
  listWaiting(): Promise<readonly TillSession[]>;
  countWaiting(): Promise<number>;
  /** Those whose count differed, newest first. */
  listDifferences(sinceDay: string): Promise<readonly TillSession[]>;
  /** In order of time. */
  entries(sessionId: string): Promise<readonly TillEntry[]>;
  findEntry(id: string): Promise<TillEntry | undefined>;
  /** The taking that this attempt wrote. */
  findTaking(attemptId: string): Promise<TillEntry | undefined>;
  /** Change put in or taken out. @throws TillRefused */
  addCash(entry: TillEntry): Promise<void>;
  /** Reads session and entries under the write lock; `decide` throws what it refuses. */
  close(
    sessionId: string,
    decide: (session: TillSession, entries: readonly TillEntry[]) => TillClosing,
  ): Promise<TillSession>;
  handOver(
    sessionId: string,
    decide: (session: TillSession) => void,
    by: TillAct,
  ): Promise<TillSession>;
  /**
   * A bill made at the counter and paid at once: bill, its charge and what `decide` chooses for it
   * in one commit. The same charge again changes nothing.
   */
  sell(
    sale: NewSale,
    decide: (snapshot: ChargeSnapshot) => ChargeChange | undefined,
  ): Promise<'sold' | 'already'>;
  /** What people bring: receipt number of an application (its charges, newest first), 納付番号 of a bill. */
  findOwed(wanted: { readonly receiptNumber: string; readonly billNumber: string }): Promise<{
    readonly chargeIds: readonly string[];
    readonly billId: string | null;
    /** Is there an application of that number, whether it owes anything or not? */
    readonly isApplication: boolean;
  }>;
}
