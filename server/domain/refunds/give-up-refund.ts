import type { StaffActor } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import { refundIn } from './approval.ts';
import type { Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import { nextRefundState } from './refund-transitions.ts';

/**
 * A refund that the company has never named, and of which staff have seen there that it does not
 * exist: it is due again. Should it exist after all, its notification is heard as any other.
 * @throws DomainError transition_not_allowed for one that the company knows
 */
export async function giveUpRefund(
  { refunds, clock }: RefundDeps,
  refund: Pick<Refund, 'id' | 'chargeId'>,
  by: StaffActor,
): Promise<void> {
  const at = clock.now();
  await refunds.change(refund.chargeId, (snapshot) => {
    const { id, state, providerRef } = refundIn(snapshot, refund.id);
    if (providerRef !== null) throw new DomainError('transition_not_allowed');
    const event = { type: 'not_made', at, actor: by, providerEventId: null, detail: {} };
    return {
      moves: [{ id, state: nextRefundState(state, 'not_made'), events: [event], endedAt: at }],
    };
  });
}
