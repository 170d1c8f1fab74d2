import type { ProviderPayoutLine } from './payout.ts';

/** Why a line of a payout does not fit our books. */
export type PayoutFinding =
  | 'unknown' // a payment, refund or dispute that is none of ours
  | 'not_booked' // ours, and its money is not in the books
  | 'other_amount'
  | 'paid_out_twice'
  | 'fee_differs' // net is not gross less the fee
  | 'other_line'; // neither payment, refund, dispute nor fee

/** What our books have of the payment, refund or dispute that a line is about. */
export interface OwnMovement {
  /** Id of the attempt, refund or dispute. */
  readonly cause: string;
  readonly chargeId: string;
  /** Its amount; null where the books alone say it. */
  readonly yen: number | null;
  /** Signed sum of its entries of that kind. */
  readonly bookedYen: number;
  /** Signed sum of all lines of payouts about it of that kind, this one included. */
  readonly paidOutYen: number;
}

/** null: it fits, or is a fee of the company's own. */
export function matchLine(
  { kind, grossYen, feeYen, netYen }: ProviderPayoutLine,
  own: OwnMovement | undefined,
): PayoutFinding | null {
  if (netYen !== grossYen - feeYen) return 'fee_differs';
  if (kind === 'fee') return null;
  if (kind === 'other') return 'other_line';
  if (own === undefined) return 'unknown';
  const { yen, bookedYen, paidOutYen } = own;
  if (bookedYen === 0) return 'not_booked';
  // A refund that failed and was sent again is booked twice, and has two lines of its amount.
  const wanted = yen === null ? bookedYen : Math.sign(bookedYen) * yen;
  if (grossYen !== wanted) return 'other_amount';
  return Math.abs(paidOutYen) > Math.abs(bookedYen) ? 'paid_out_twice' : null;
}

/** Where a company has told nothing of its habits yet. */
const DAYS_WITHOUT_HABIT = 14;
const SLACK_DAYS = 5;

/**
 * How many days after a payment its payout is late, by what the company usually takes.
 * @param waits days between payment and arrival of what was paid out lately
 */
export function lateAfterDays(waits: readonly number[]): number {
  if (waits.length === 0) return DAYS_WITHOUT_HABIT;
  const sorted = waits.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0) + SLACK_DAYS;
}
