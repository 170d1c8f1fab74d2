import { orderedId } from '../../lib/ordered-id.ts';
import type { ChargeEvent } from '../payments/payment.ts';
import { needsSecondPerson } from './approval.ts';
import { counterWay, providerOf } from './ask-refund.ts';
import { moveCharge, raiseDue } from './move-charge.ts';
import type { RefundReason } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import type { NewRefund, RefundChange, RefundMove, RefundSnapshot } from './refund-store.ts';
import { paymentsOf, refundableYen } from './refund-sums.ts';

/** Charge events by which something falls due by itself. */
export const DUE_EVENTS: readonly string[] = ['refund_due', 'paid_twice', 'paid_too_late'];

function reasonOf({ type, detail }: ChargeEvent): RefundReason {
  if (type === 'paid_twice' || type === 'paid_too_late') return type;
  return detail['reason'] === 'changed' ? 'changed' : 'withdrawn';
}

function newRefund(snapshot: RefundSnapshot, due: ChargeEvent, at: Date): NewRefund {
  const counted = paymentsOf(snapshot.charge.events).find(({ type }) => type === 'attempt_paid');
  const attemptId = due.type === 'refund_due' ? (counted?.attemptId ?? null) : due.attemptId;
  const provider = providerOf(snapshot, attemptId);
  return {
    id: orderedId(at),
    attemptId,
    yen: Math.min(Number(due.detail['yen'] ?? 0), refundableYen(snapshot, attemptId)),
    reason: reasonOf(due),
    // Money that came over the counter goes back there, unless staff choose a transfer instead.
    way: provider === null ? counterWay(snapshot, attemptId) : 'provider',
    provider,
    giveBackBy: null,
    askedBy: typeof due.detail['by'] === 'string' ? due.detail['by'] : 'system',
  };
}

/** The refund of one due; below the town's limit it is approved by the rules alone. */
function decideDue(
  snapshot: RefundSnapshot,
  due: ChargeEvent,
  { at, limit }: { readonly at: Date; readonly limit: number },
): RefundChange {
  const own = { at, actor: 'system', providerEventId: null };
  const fresh = newRefund(snapshot, due, at);
  const event = { ...own, type: 'due', detail: { due: due.seq } };
  // Somebody gave it back by hand before: followed, and nothing to do.
  if (fresh.yen === 0) {
    const added = { ...fresh, yen: Number(due.detail['yen'] ?? 0) };
    const ended = { ...own, type: 'cancelled', detail: { why: 'given_elsewhere' } };
    const events = [event, ended];
    return { moves: [{ id: fresh.id, added, state: 'cancelled', events, endedAt: at }] };
  }
  const asked: RefundMove = { id: fresh.id, added: fresh, state: 'asked', events: [event] };
  if (needsSecondPerson(snapshot, fresh, limit)) return { moves: [asked] };
  const approved = { ...own, type: 'approved', detail: {} };
  const moves: RefundMove[] = [
    { ...asked, state: 'approved', events: [event, approved], approvedBy: 'system' },
  ];
  const { refundYen, steps } = raiseDue(snapshot, moves);
  const charge = moveCharge(snapshot, steps, { at, refundYen });
  return { moves, ...(charge && { charge }) };
}

/** Makes one refund for the oldest due that has none. */
async function followOne(deps: RefundDeps, chargeId: string): Promise<boolean> {
  const at = deps.clock.now();
  const result = await deps.refunds.change(chargeId, (snapshot) => {
    const due = snapshot.charge.events.find(
      ({ type, seq }) => DUE_EVENTS.includes(type) && !snapshot.followedDues.has(seq),
    );
    return due && decideDue(snapshot, due, { at, limit: deps.approvalAboveYen });
  });
  return result === 'changed';
}

/**
 * Makes the refunds of what fell due by itself. Found by comparing what is due with what was made of
 * it, so nothing is lost by a crash, and charges from before there were refunds get theirs.
 * @param since looks at charges touched after it only; null looks at all
 * @returns how many were made
 */
export async function makeDueRefunds(
  deps: RefundDeps,
  since: Date | null,
  onError: (error: unknown, chargeId: string) => void,
): Promise<number> {
  let made = 0;
  for (const chargeId of await deps.refunds.chargesWithNewDues(since, 200)) {
    try {
      while (await followOne(deps, chargeId)) made += 1;
    } catch (error) {
      onError(error, chargeId);
    }
  }
  return made;
}
