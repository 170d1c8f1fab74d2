/** What a payment company is asked to give back. The refund's id is the idempotency key. */
export interface RefundRequest {
  readonly refundId: string;
  readonly attemptId: string;
  /** The company's name of the session that the money came through. */
  readonly providerRef: string;
  /** Whole yen, at most what is left of that payment. */
  readonly yen: number;
}

/** What the company says about one refund, whichever way we heard it. */
export type RefundOutcome =
  /** Under way at the company. */
  | { readonly outcome: 'pending' }
  /** konbini: the company has asked the payer by mail for a bank account. */
  | { readonly outcome: 'needs_payer' }
  | { readonly outcome: 'succeeded'; readonly at: Date }
  /** Also after `succeeded`: a bank can send it back. */
  | { readonly outcome: 'failed'; readonly reason: string }
  | { readonly outcome: 'cancelled' }
  /** No answer, which is never "failed". */
  | { readonly outcome: 'unknown' };

export interface RefundNotice {
  readonly kind: 'refund';
  readonly eventId: string;
  /** Ours, as the company gives it back; null for one that was made at the company by hand. */
  readonly refundId: string | null;
  readonly refundRef: string;
  /** Whose payment it was; null when the company does not say. */
  readonly attemptId: string | null;
  readonly yen: number;
  readonly outcome: RefundOutcome;
}

/** More was transferred than is owed: so much lies at the company in the payer's name now. */
export interface SurplusNotice {
  readonly kind: 'surplus';
  readonly eventId: string;
  readonly attemptId: string;
  /** Whole yen; 0 when nothing does. */
  readonly yen: number;
}

/** 異議申し立て (チャージバック). */
export const DISPUTE_STATES = ['needs_response', 'under_review', 'won', 'lost', 'closed'] as const;

export type DisputeState = (typeof DISPUTE_STATES)[number];

export interface DisputeNotice {
  readonly kind: 'dispute';
  readonly eventId: string;
  readonly disputeRef: string;
  readonly attemptId: string | null;
  readonly yen: number;
  readonly reason: string;
  readonly state: DisputeState;
  /** Whether this event moved money: taken from the town, or given back to it. */
  readonly funds: 'withdrawn' | 'reinstated' | null;
  readonly respondBy: Date | null;
  readonly at: Date;
}
