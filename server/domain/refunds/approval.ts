import { DomainError } from '../errors.ts';
import { moveCharge, raiseDue } from './move-charge.ts';
import type { RefundChange, RefundMove, RefundSnapshot } from './refund-store.ts';
import { isDecided, sumYen } from './refund-sums.ts';

/**
 * Does it need a second person? All that goes back of one charge counts together, so that nobody
 * gets below the limit by parts.
 */
export function needsSecondPerson(
  { refunds }: RefundSnapshot,
  refund: { readonly id: string; readonly yen: number },
  approvalAboveYen: number,
): boolean {
  const others = refunds.filter((one) => one.id !== refund.id && isDecided(one));
  return sumYen(others) + refund.yen > approvalAboveYen;
}

/** Those moves with what they make due of the charge. */
export function withDue(
  snapshot: RefundSnapshot,
  moves: readonly RefundMove[],
  at: Date,
): RefundChange {
  const { refundYen, steps } = raiseDue(snapshot, moves);
  const charge = moveCharge(snapshot, steps, { at, refundYen });
  return { moves, ...(charge && { charge }) };
}

/** @throws DomainError page_not_found */
export function refundIn({ refunds }: RefundSnapshot, id: string) {
  const refund = refunds.find((one) => one.id === id);
  if (refund === undefined) throw new DomainError('page_not_found');
  return refund;
}
