import { decideRefundOutcome } from './decide-refund-outcome.ts';
import type { HeardRefund } from './heard-refund.ts';
import type { Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';

export type SettledRefund = 'changed' | 'unchanged' | 'duplicate';

/**
 * Applies what a company says about a refund, in one commit with its charge and the books. Answers,
 * notifications and sweeps all come through here.
 */
export function settleRefund(
  { refunds, clock, revenue }: RefundDeps,
  refund: Pick<Refund, 'id' | 'chargeId'>,
  heard: Omit<HeardRefund, 'at'>,
): Promise<SettledRefund> {
  const word: HeardRefund = { ...heard, at: clock.now() };
  return refunds.change(refund.chargeId, (snapshot) =>
    decideRefundOutcome(snapshot, refund.id, word, revenue),
  );
}
