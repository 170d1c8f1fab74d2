import { isDay, todayInTokyo } from '../../lib/jst-date.ts';
import type { StaffActor } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import { refundIn } from './approval.ts';
import { chargeOf } from './decide-refund-outcome.ts';
import type { Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import type { RefundMove } from './refund-store.ts';
import { nextRefundState } from './refund-transitions.ts';
import { withMail } from './tell-payer.ts';

/** When the books say that it went: on that day, or now if that is today. */
function moment(day: string, now: Date): Date {
  return day === todayInTokyo(now) ? now : new Date(`${day}T12:00:00+09:00`);
}

/**
 * The town has transferred it. (What is given at the counter leaves a till: domain/till/give-back.ts.)
 * @param on JST day, not after today and not before it was asked for
 * @throws DomainError transition_not_allowed (not approved, or given back in another way);
 *   invalid_amount (`why: day`)
 */
export async function recordPayout(
  { refunds, clock, revenue, mails }: RefundDeps,
  refund: Pick<Refund, 'id' | 'chargeId'>,
  { by, on }: { readonly by: StaffActor; readonly on: string },
): Promise<void> {
  const at = clock.now();
  const write = await mails?.prepare(refund.chargeId);
  await refunds.change(refund.chargeId, (snapshot) => {
    const current = refundIn(snapshot, refund.id);
    const state = nextRefundState(current.state, 'paid_out');
    if (current.way !== 'bank_transfer') throw new DomainError('transition_not_allowed');
    const isPossible = isDay(on) && on <= todayInTokyo(at) && on >= todayInTokyo(current.createdAt);
    if (!isPossible) throw new DomainError('invalid_amount', { why: 'day' });
    const event = { type: 'paid_out', at, actor: by, providerEventId: null, detail: { on } };
    const move: RefundMove = { id: current.id, state, events: [event], endedAt: at };
    const outcome = { outcome: 'succeeded', at: moment(on, at) } as const;
    const charge = chargeOf(snapshot, current, move, { at, outcome }, revenue);
    return withMail(snapshot, { moves: [move], ...(charge && { charge }) }, write, at);
  });
}

/**
 * The bank sent a transfer back (組戻し): it is due again.
 * @throws DomainError transition_not_allowed unless it was transferred by the town
 */
export async function recordReturn(
  { refunds, clock, revenue }: RefundDeps,
  refund: Pick<Refund, 'id' | 'chargeId'>,
  by: StaffActor,
): Promise<void> {
  const at = clock.now();
  await refunds.change(refund.chargeId, (snapshot) => {
    const current = refundIn(snapshot, refund.id);
    const state = nextRefundState(current.state, 'returned');
    if (current.way !== 'bank_transfer') throw new DomainError('transition_not_allowed');
    const event = { type: 'returned', at, actor: by, providerEventId: null, detail: {} };
    const move: RefundMove = { id: current.id, state, events: [event], endedAt: at };
    const outcome = { outcome: 'failed', reason: 'returned' } as const;
    const charge = chargeOf(snapshot, current, move, { at, outcome }, revenue);
    return { moves: [move], ...(charge && { charge }) };
  });
}
