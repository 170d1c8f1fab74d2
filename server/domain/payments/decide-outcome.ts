import { currentAttemptId, isAttemptPaid } from './attempt-history.ts';
import type { ChargeChange, ChargeSnapshot } from './charge-store.ts';
import { decidePaid } from './decide-paid.ts';
import { eventOf, type Heard } from './heard.ts';
import { payBefore } from './held.ts';
import { decidePartPaid } from './part-paid.ts';
import type { ChargeEvent, ProviderOutcome } from './payment.ts';
import { earlier, isPaidLater, paidLaterBy } from './payment-deadlines.ts';
import { type ChargeEventType, nextChargeState } from './transitions.ts';

type EventDetail = ChargeEvent['detail'];

function move(
  { charge }: ChargeSnapshot,
  heard: Heard,
  type: ChargeEventType,
  detail?: EventDetail,
): ChargeChange {
  return { state: nextChargeState(charge.state, type), events: [eventOf(heard, type, detail)] };
}

/** Told once per attempt and amount; the charge then waits for somebody to look at it. */
function refuseAmount(snapshot: ChargeSnapshot, heard: Heard, yen: number) {
  const known = snapshot.events.some(
    (e) =>
      e.type === 'attempt_refused' && e.attemptId === heard.attemptId && e.detail['yen'] === yen,
  );
  if (known) return undefined;
  return move(snapshot, heard, 'attempt_refused', { yen, expected_yen: snapshot.charge.yen });
}

function slipIsOut(
  snapshot: ChargeSnapshot,
  heard: Heard,
  outcome: Extract<ProviderOutcome, { outcome: 'pending' }>,
): ChargeChange {
  const { booking } = snapshot;
  // The hold always ends before the day of use, whatever the provider printed on the slip.
  const method = isPaidLater(outcome.method) ? outcome.method : 'konbini';
  const limit =
    paidLaterBy(method, heard.at, payBefore(snapshot), snapshot.charge.payBy) ?? heard.at;
  const payBy = outcome.payBy === null ? limit : earlier(outcome.payBy, limit);
  return {
    ...move(snapshot, heard, 'attempt_pending', { method: outcome.method }),
    method: outcome.method,
    payBy,
    ...(booking?.state === 'held' && { booking: { action: 'hold', until: payBy } }),
  };
}

/** Not there yet, or not all of it. */
function stillPending(
  snapshot: ChargeSnapshot,
  heard: Heard,
  outcome: Extract<ProviderOutcome, { outcome: 'pending' }>,
): ChargeChange | undefined {
  const { charge, events } = snapshot;
  const { receivedYen = 0 } = outcome;
  if (charge.state === 'pending') {
    return receivedYen > 0 ? decidePartPaid(snapshot, heard, receivedYen) : undefined;
  }
  // Part of it, and the time is over: it stays in doubt until somebody has looked.
  const looksAt = events.findLast((e) => e.attemptId === heard.attemptId)?.type;
  if (looksAt === 'attempt_refused' && receivedYen > 0) return undefined;
  return slipIsOut(snapshot, heard, outcome);
}

/**
 * Turns what a provider says about one attempt into a transition, or into nothing. Money always
 * counts, once per attempt, whenever it is heard of; any other word only while the attempt is the
 * one that counts now and is not over. So order, repetition and loss change nothing.
 * @param lateMoney what to do with money for an expired charge: take the slots back, or give it back
 */
export function decideOutcome(
  snapshot: ChargeSnapshot,
  heard: Heard,
  lateMoney: 'reclaim' | 'refund',
): ChargeChange | undefined {
  const { charge, attempts, events } = snapshot;
  const { outcome, attemptId } = heard;
  const ours = attempts.some((a) => a.id === attemptId && a.provider === heard.provider);
  if (!ours) return undefined;
  if (outcome.outcome === 'paid') {
    if (isAttemptPaid(events, attemptId)) return undefined;
    if (outcome.yen !== charge.yen) return refuseAmount(snapshot, heard, outcome.yen);
    return decidePaid(snapshot, heard, outcome, lateMoney);
  }
  if (currentAttemptId(events) !== attemptId) return undefined;
  const { state } = charge;
  if (state !== 'started' && state !== 'pending' && state !== 'unknown') return undefined;
  switch (outcome.outcome) {
    case 'pending':
      return stillPending(snapshot, heard, outcome);
    case 'failed':
      return move(snapshot, heard, 'attempt_failed', { reason: outcome.reason });
    case 'expired':
      return move(snapshot, heard, 'attempt_expired');
    case 'open':
      return state === 'unknown' ? move(snapshot, heard, 'attempt_open') : undefined;
    case 'unknown':
      return state === 'unknown' ? undefined : move(snapshot, heard, 'attempt_unknown');
  }
}
