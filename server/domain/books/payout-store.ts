import type { PayoutFinding } from './match-payout.ts';
import type { ProviderPayout, ProviderPayoutLine } from './payout.ts';

export interface PayoutRow extends Omit<ProviderPayout, 'lines'> {
  readonly provider: string;
  readonly grossYen: number;
  readonly feeYen: number;
  readonly lineCount: number;
  readonly differences: number;
  /** Net of its lines; it should be `netYen`. */
  readonly linesNetYen: number;
  readonly fetchedAt: Date;
}

export interface PayoutLineRow extends Omit<ProviderPayoutLine, 'attemptId' | 'ref'> {
  readonly payoutId: string;
  /** Our attempt, refund or dispute; null where there is none. */
  readonly cause: string | null;
  readonly chargeId: string | null;
  readonly finding: PayoutFinding | null;
}

/** Money that was taken through a company and has come in no payout. */
export interface UnpaidOut {
  readonly provider: string;
  readonly attemptId: string;
  readonly chargeId: string;
  /** JST day of the entry. */
  readonly bookedOn: string;
  readonly yen: number;
}

export interface PayoutStore {
  /** Keeps it as the company tells it now, its lines matched against the books; told again, it is the same. */
  save(provider: string, payout: ProviderPayout, fetchedAt: Date): Promise<void>;
  /** Looks again at the lines that did not fit: the books may know by now. */
  matchAgain(): Promise<void>;
  /** JST day on which that company was asked last; undefined: never. */
  askedOn(provider: string): Promise<string | undefined>;
  setAskedOn(provider: string, day: string, at: Date): Promise<void>;
  /** Newest arrival first. */
  list(limit: number): Promise<readonly PayoutRow[]>;
  find(id: string): Promise<(PayoutRow & { readonly lines: readonly PayoutLineRow[] }) | undefined>;
  /** Lines that don't fit, of all payouts. */
  differences(limit: number): Promise<readonly PayoutLineRow[]>;
  /** Payouts that are not the sum of their lines. */
  wrongSums(): Promise<readonly PayoutRow[]>;
  /** Days between payment and arrival of what that company paid out lately. */
  waits(provider: string): Promise<readonly number[]>;
  /** What was taken through it up to that day (included) and has not been paid out. */
  notPaidOut(provider: string, until: string): Promise<readonly UnpaidOut[]>;
}
