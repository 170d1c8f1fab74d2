import type { BookedEntry, LedgerEntry, Segment } from '../books/ledger-entry.ts';
import type { Charge, PaymentAttempt } from '../payments/payment.ts';
import type { Dispute, DisputeEvent } from './dispute.ts';

/** All that a notice may touch, read under the write lock. */
export interface DisputeSnapshot {
  readonly charge: Charge;
  readonly attempt: PaymentAttempt | null;
  /** null for a bill. */
  readonly procedureId: string | null;
  readonly bill: { readonly fiscalYear: number; readonly segment: Segment } | null;
  /** undefined when it is new to us. */
  readonly dispute: Dispute | undefined;
  /** In order of `seq`. */
  readonly events: readonly DisputeEvent[];
  /** All of the charge. */
  readonly ledger: readonly Pick<BookedEntry, 'kind' | 'yen'>[];
}

/** What a notice writes, in one commit. */
export interface DisputeChange {
  readonly dispute: Dispute;
  readonly event: Omit<DisputeEvent, 'seq'>;
  readonly ledger: readonly LedgerEntry[];
  /** When it was heard. */
  readonly at: Date;
}

/** A dispute in a list, with what it is about. */
export interface DisputeRow extends Dispute {
  readonly applicationId: string | null;
  /** 受付番号 or 納付番号. */
  readonly number: string;
  /** null for a bill. */
  readonly procedureId: string | null;
}

export interface DisputeStore {
  /**
   * Finds whose money it is, lets `decide` choose, and writes it. A notice heard before gives
   * "duplicate"; one about a payment that is none of ours "unknown_payment".
   */
  change(
    about: {
      readonly provider: string;
      readonly disputeRef: string;
      readonly attemptId: string | null;
      readonly providerEventId: string;
    },
    decide: (snapshot: DisputeSnapshot) => DisputeChange,
  ): Promise<'changed' | 'duplicate' | 'unknown_payment'>;
  find(id: string): Promise<DisputeRow | undefined>;
  /** Oldest first. */
  listOf(chargeId: string): Promise<readonly Dispute[]>;
  events(disputeId: string): Promise<readonly DisputeEvent[]>;
  /** What has no answer yet first, by the day until which the company waits; then the others, the latest first. */
  list(limit: number): Promise<readonly DisputeRow[]>;
}
