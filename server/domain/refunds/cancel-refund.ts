import type { StaffActor } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import { refundIn } from './approval.ts';
import { type ChargeStep, moveCharge, refundsAfter } from './move-charge.ts';
import { DECIDED_REASONS, type Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import type { RefundMove, RefundSnapshot } from './refund-store.ts';
import { givenYen, isDecided, sumYen } from './refund-sums.ts';
import { nextRefundState } from './refund-transitions.ts';

/** Due by the rules: nobody can decide it away. */
const BY_THE_RULES: readonly string[] = ['refund_due', 'paid_twice', 'paid_too_late'];

function dueByTheRules({ charge }: RefundSnapshot): number {
  const dues = charge.events.filter(({ type }) => BY_THE_RULES.includes(type));
  return dues.reduce((sum, { detail }) => sum + Number(detail['yen'] ?? 0), 0);
}

/** What staff had decided and take back is no longer due; what the rules made due stays. */
function lowerDue(snapshot: RefundSnapshot, refund: Refund, move: RefundMove) {
  const { charge, hasLivingSibling } = snapshot.charge;
  const after = refundsAfter(snapshot, [move]) as readonly Refund[];
  const decided = sumYen(after.filter(isDecided));
  const refundYen = Math.max(dueByTheRules(snapshot), decided, charge.refundYen - refund.yen);
  if (refundYen >= charge.refundYen) return undefined;
  const detail = { yen: charge.refundYen - refundYen };
  const isGiven = givenYen({ refunds: after }) >= refundYen;
  if (refundYen === 0 && hasLivingSibling) {
    throw new DomainError('transition_not_allowed', { why: 'paid_anew' });
  }
  const type =
    refundYen === 0 ? 'refund_dropped' : isGiven ? 'refunded' : ('refund_lowered' as const);
  return { refundYen, steps: [{ type, detail }] as readonly ChargeStep[] };
}

/**
 * Takes a refund back that nobody has sent yet. What is due by the rules stays due, and is shown.
 * @throws DomainError transition_not_allowed once it was sent or paid out; reason_needed
 */
export async function cancelRefund(
  { refunds, clock }: RefundDeps,
  refund: Pick<Refund, 'id' | 'chargeId'>,
  { by, note }: { readonly by: StaffActor; readonly note: string },
): Promise<void> {
  if (note.trim() === '') throw new DomainError('reason_needed');
  const at = clock.now();
  await refunds.change(refund.chargeId, (snapshot) => {
    const current = refundIn(snapshot, refund.id);
    const detail = { note: note.trim().slice(0, 200) };
    const move: RefundMove = {
      id: current.id,
      state: nextRefundState(current.state, 'cancelled'),
      events: [{ type: 'cancelled', at, actor: by, providerEventId: null, detail }],
      endedAt: at,
    };
    const wasDecided = current.state === 'approved' && DECIDED_REASONS.includes(current.reason);
    const lowered = wasDecided ? lowerDue(snapshot, current, move) : undefined;
    const charge =
      lowered && moveCharge(snapshot, lowered.steps, { at, refundYen: lowered.refundYen });
    return { moves: [move], ...(charge && { charge }) };
  });
}
