import type { StaffActor } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import { needsSecondPerson, refundIn, withDue } from './approval.ts';
import type { Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import { nextRefundState } from './refund-transitions.ts';

/**
 * The second pair of eyes: somebody else than who asked, above the town's limit.
 * @throws DomainError transition_not_allowed (`why: same_person`, or it waits for nothing)
 */
export async function approveRefund(
  { refunds, clock, approvalAboveYen }: RefundDeps,
  refund: Pick<Refund, 'id' | 'chargeId'>,
  by: StaffActor,
): Promise<void> {
  const at = clock.now();
  await refunds.change(refund.chargeId, (snapshot) => {
    const current = refundIn(snapshot, refund.id);
    const state = nextRefundState(current.state, 'approved');
    const isSame = current.askedBy === by;
    if (isSame && needsSecondPerson(snapshot, current, approvalAboveYen)) {
      throw new DomainError('transition_not_allowed', { why: 'same_person' });
    }
    const events = [
      { type: 'approved', at, actor: by, providerEventId: null, detail: {} },
    ] as const;
    return withDue(snapshot, [{ id: current.id, state, events, approvedBy: by }], at);
  });
}
