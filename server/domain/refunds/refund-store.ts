import type { LedgerEntry } from '../books/ledger-entry.ts';
import type { ChargeChange, ChargeSnapshot } from '../payments/charge-store.ts';
import type { PaymentAttempt } from '../payments/payment.ts';
import type { Payee, Refund, RefundEvent, RefundState } from './refund.ts';

/** A charge with all that was, is or will be given back of it, read under the write lock. */
export interface RefundSnapshot {
  readonly charge: ChargeSnapshot;
  readonly refunds: readonly Refund[];
  /** Of all its refunds: those that were made because something was due, by the due event's `seq`. */
  readonly followedDues: ReadonlySet<number>;
  /** What the books have of this charge. */
  readonly ledger: readonly LedgerEntry[];
}

type NewEvent = Omit<RefundEvent, 'seq'>;

export interface NewRefund
  extends Pick<
    Refund,
    'id' | 'attemptId' | 'yen' | 'reason' | 'way' | 'provider' | 'giveBackBy' | 'askedBy'
  > {
  readonly payee?: Payee;
}

/** What happens to one refund. Its first events come with `added`. */
export interface RefundMove {
  readonly id: string;
  readonly added?: NewRefund;
  readonly state: RefundState;
  readonly events: readonly NewEvent[];
  readonly providerRef?: string;
  readonly approvedBy?: string;
  /** null: it is open again. */
  readonly endedAt?: Date | null;
}

/** Pure data: decided in this room, applied by the store in one commit. */
export interface RefundChange {
  readonly moves: readonly RefundMove[];
  readonly charge?: ChargeChange;
}

export interface RefundQuery {
  readonly states: readonly RefundState[];
  readonly touchedBefore?: Date;
  readonly createdSince?: Date;
  readonly limit: number;
  /** Else the oldest come first. */
  readonly newestFirst?: boolean;
}

/** What is due of a charge beside what has been given back or is on its way. */
export interface UncoveredDue {
  readonly chargeId: string;
  readonly yen: number;
  readonly since: Date;
}

export interface RefundStore {
  find(id: string): Promise<Refund | undefined>;
  findByRef(provider: string, providerRef: string): Promise<Refund | undefined>;
  events(id: string): Promise<readonly RefundEvent[]>;
  /** Opens what is sealed; whoever asks writes that into the log. */
  payee(id: string): Promise<Payee | undefined>;
  /** Oldest first. */
  ofCharge(chargeId: string): Promise<readonly Refund[]>;
  ofApplication(applicationId: string): Promise<readonly Refund[]>;
  /** For reading: what a form is filled with. */
  snapshot(chargeId: string): Promise<RefundSnapshot>;
  /**
   * Reads the snapshot under the write lock, lets `decide` choose, applies it; `undefined` writes
   * nothing. A provider event id seen before gives "duplicate".
   * @throws DomainError charge_not_found
   */
  change(
    chargeId: string,
    decide: (snapshot: RefundSnapshot) => RefundChange | undefined,
  ): Promise<'changed' | 'unchanged' | 'duplicate'>;
  list(query: RefundQuery): Promise<readonly Refund[]>;
  /** Charges of which something fell due that no refund was made for; null: looks at all of them. */
  chargesWithNewDues(since: Date | null, limit: number): Promise<readonly string[]>;
  /** Oldest first: what nothing is under way for (a refund failed or was cancelled). */
  uncoveredDues(limit: number): Promise<readonly UncoveredDue[]>;
  findAttempt(id: string): Promise<PaymentAttempt | undefined>;
}
