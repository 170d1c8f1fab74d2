import { decideRefundOutcome } from './decide-refund-outcome.ts';
import type { HeardRefund } from './heard-refund.ts';
import type { Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import { withMail } from './tell-payer.ts';

export type SettledRefund = 'changed' | 'unchanged' | 'duplicate';

/**
 * Applies what a company says about a refund, in one commit with its charge, the books and the mail
 * that tells its payer. Answers, notifications and sweeps all come through here.
 */
export async function settleRefund(
  { refunds, clock, revenue, mails }: RefundDeps,
  { id, chargeId }: Pick<Refund, 'id' | 'chargeId'>,
  heard: Omit<HeardRefund, 'at'>,
): Promise<SettledRefund> {
  const word: HeardRefund = { ...heard, at: clock.now() };
  const isGiven = heard.outcome.outcome === 'succeeded';
  const write = isGiven ? await mails?.prepare(chargeId) : undefined;
  return refunds.change(chargeId, (snapshot) => {
    const change = decideRefundOutcome(snapshot, id, word, revenue);
    return withMail(snapshot, change, write, word.at);
  });
}
