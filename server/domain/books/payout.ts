/** What moved the money of one line of a payout. */
type PayoutLineKind =
  | 'payment'
  | 'refund'
  | 'refund_failure'
  | 'dispute'
  | 'dispute_reversal'
  | 'fee'
  | 'other';

export interface ProviderPayoutLine {
  /** The company's own name of it. */
  readonly id: string;
  readonly kind: PayoutLineKind;
  /** Our attempt, when it is about a payment of ours. */
  readonly attemptId: string | null;
  /** The company's name of the refund or dispute. */
  readonly ref: string | null;
  /** Whole yen, signed from the town's side; net = gross − fee. */
  readonly grossYen: number;
  readonly feeYen: number;
  readonly netYen: number;
  readonly at: Date;
}

/** 入金: money that a payment company paid to the town's account at once. */
export interface ProviderPayout {
  readonly id: string;
  readonly state: 'pending' | 'in_transit' | 'paid' | 'failed' | 'cancelled';
  /** JST day on which it arrives. */
  readonly arrivesOn: string;
  readonly netYen: number;
  readonly lines: readonly ProviderPayoutLine[];
}
