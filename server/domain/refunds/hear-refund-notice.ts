import { orderedId } from '../../lib/ordered-id.ts';
import type { PaymentAttempt } from '../payments/payment.ts';
import { withDue } from './approval.ts';
import { askAboutRefund } from './ask-about-refund.ts';
import { isDoubtful } from './decide-refund-outcome.ts';
import type { RefundNotice } from './provider-refund.ts';
import type { Refund } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import type { NewRefund, RefundChange, RefundSnapshot } from './refund-store.ts';
import { refundableYen } from './refund-sums.ts';
import { nextRefundState } from './refund-transitions.ts';
import { type SettledRefund, settleRefund } from './settle-refund.ts';

/** refused: it contradicts what we know. unknown_payment: it is about no payment of ours. */
export type HeardNotice = SettledRefund | 'refused' | 'unknown_payment';

function fits(refund: Refund, provider: string, notice: RefundNotice): boolean {
  const sameAttempt = notice.attemptId === null || notice.attemptId === refund.attemptId;
  const sameName = refund.providerRef === null || refund.providerRef === notice.refundRef;
  return refund.provider === provider && sameAttempt && sameName && refund.yen === notice.yen;
}

async function hear(deps: RefundDeps, refund: Refund, notice: RefundNotice, provider: string) {
  const { outcome, refundRef, eventId } = notice;
  const providerEventId = `${provider}:${eventId}`;
  if (isDoubtful(refund, outcome)) {
    const named = { ...refund, providerRef: refund.providerRef ?? refundRef };
    const asked = await askAboutRefund(deps, named);
    return asked === 'sent' || asked === 'nothing_to_ask' ? 'unchanged' : asked;
  }
  return settleRefund(deps, refund, { outcome, refundRef, providerEventId });
}

/** One that waits here for the same money is that refund: it was sent by hand instead. */
function adopt({ refunds }: RefundSnapshot, attempt: PaymentAttempt, yen: number) {
  return refunds.find(
    (one) =>
      (one.state === 'asked' || one.state === 'approved') &&
      one.attemptId === attempt.id &&
      one.way === 'provider' &&
      one.yen === yen,
  );
}

function decideEntering(
  snapshot: RefundSnapshot,
  attempt: PaymentAttempt,
  { refundRef, yen }: RefundNotice,
  at: Date,
): RefundChange | undefined {
  const said = { at, actor: 'provider', providerEventId: null, detail: {} };
  const waiting = adopt(snapshot, attempt, yen);
  if (waiting !== undefined) {
    const state = nextRefundState(waiting.state, 'adopted');
    const events = [{ ...said, type: 'adopted' }];
    const move = { id: waiting.id, state, events, providerRef: refundRef };
    return withDue(snapshot, [move], at);
  }
  if (yen > refundableYen(snapshot, attempt.id)) return undefined;
  const added: NewRefund = {
    id: orderedId(at),
    attemptId: attempt.id,
    yen,
    reason: 'mistake',
    way: 'provider',
    provider: attempt.provider,
    giveBackBy: null,
    askedBy: 'provider',
  };
  const events = [{ ...said, type: 'made_elsewhere' }];
  const move = { id: added.id, added, state: 'sent' as const, events, providerRef: refundRef };
  return withDue(snapshot, [move], at);
}

/** A refund that was made at the company by hand is a refund of ours, too. */
async function enterByHand(deps: RefundDeps, provider: string, notice: RefundNotice) {
  const { attemptId, refundRef } = notice;
  const attempt = attemptId === null ? undefined : await deps.refunds.findAttempt(attemptId);
  if (attempt === undefined || attempt.provider !== provider) return undefined;
  const at = deps.clock.now();
  await deps.refunds.change(attempt.chargeId, (snapshot) => {
    const isKnown = snapshot.refunds.some((one) => one.providerRef === refundRef);
    return isKnown ? undefined : decideEntering(snapshot, attempt, notice, at);
  });
  return { attempt, refund: await deps.refunds.findByRef(provider, refundRef) };
}

/**
 * Applies what a company tells about a refund, also about one that was made there by hand. Whatever
 * does not fit what we know changes nothing and is answered as such.
 */
export async function hearRefundNotice(
  deps: RefundDeps,
  provider: string,
  notice: RefundNotice,
): Promise<HeardNotice> {
  const { refundId, refundRef } = notice;
  const byRef = await deps.refunds.findByRef(provider, refundRef);
  const known = byRef ?? (refundId === null ? undefined : await deps.refunds.find(refundId));
  if (known !== undefined) {
    return fits(known, provider, notice) ? hear(deps, known, notice, provider) : 'refused';
  }
  // An id that we never gave: of another environment.
  if (refundId !== null || notice.yen <= 0) return 'unknown_payment';
  const entered = await enterByHand(deps, provider, notice);
  if (entered === undefined) return 'unknown_payment';
  return entered.refund ? hear(deps, entered.refund, notice, provider) : 'refused';
}
