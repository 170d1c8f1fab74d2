import type { KeptCase } from './retention-days.ts';

/** Not to be deleted although its time is over. */
export interface RetentionHold {
  readonly applicationId: string;
  readonly number: string;
  readonly procedureId: string;
  readonly reason: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly at: Date;
}

export interface RemovedCase {
  readonly id: string;
  /** Ids of the files that no row names any more. */
  readonly files: readonly string[];
  /** A shell without personal data stays with what was paid. */
  readonly moneyKept: boolean;
}

/** Whose doing a deletion is, and in which run. */
export interface DeletionBy {
  readonly run: string;
  readonly actor: string;
  readonly at: Date;
}

/** Every method is one whole atomic operation (a portion of `oldCases` each). */
export interface RetentionStore {
  /** Everything that was sent before that moment, oldest first, in portions. */
  oldCases(before: Date): AsyncIterable<readonly KeptCase[]>;
  holds(): Promise<readonly RetentionHold[]>;
  holdOf(applicationId: string): Promise<RetentionHold | undefined>;
  /** @returns false when it is held already */
  hold(
    change: HoldChange & { readonly reason: string; readonly staffId: string },
  ): Promise<boolean>;
  /** @returns false when it was not held */
  release(change: HoldChange): Promise<boolean>;
  /**
   * Deletes these cases with all that hangs on them, and logs each. Left out: what is held, what
   * has changed since it was read, what a payment is still under way for.
   * @param moneyBefore what was paid before goes too, later money stays as a record without a person
   */
  remove(
    cases: readonly KeptCase[],
    moneyBefore: Date,
    by: DeletionBy,
  ): Promise<readonly RemovedCase[]>;
  /** Money records of cases deleted earlier whose time is over now. @returns how many went */
  removeMoney(moneyBefore: Date): Promise<number>;
  /** Copies of mails of these cases, and of all sent or given up before then. @returns how many went */
  removeMails(before: Date, cases: ReadonlySet<string>): Promise<number>;
}

interface HoldChange {
  readonly applicationId: string;
  readonly actor: string;
  readonly at: Date;
}
