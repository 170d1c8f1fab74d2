import { currentAttemptId } from './attempt-history.ts';
import type { ChargeChange, ChargeSnapshot } from './charge-store.ts';
import { eventOf, type Heard } from './heard.ts';
import type { ChargeEvent } from './payment.ts';
import { nextChargeState } from './transitions.ts';

/** How much of a transfer has come to the company, whole yen; 0 when none, or all of it. */
export function yenThatCame(events: readonly ChargeEvent[]): number {
  const attemptId = currentAttemptId(events);
  const last = events.findLast((e) => e.attemptId === attemptId && e.type !== 'attempt_unknown');
  return last?.type === 'attempt_part_paid' ? Number(last.detail['yen']) : 0;
}

/** Part of a transfer is written down, once for each sum; it counts as paid when all of it is there. */
export function decidePartPaid(
  { charge, events }: ChargeSnapshot,
  heard: Heard,
  yen: number,
): ChargeChange | undefined {
  if (yenThatCame(events) === yen) return undefined;
  const detail = { yen, expected_yen: charge.yen };
  const state = nextChargeState(charge.state, 'attempt_part_paid');
  return { state, events: [eventOf(heard, 'attempt_part_paid', detail)] };
}

/** Money that came in part does not expire: the charge is in doubt, for somebody to look at. */
export function decidePartLeft(
  { charge, events }: ChargeSnapshot,
  at: Date,
): ChargeChange | undefined {
  const yen = yenThatCame(events);
  if (yen === 0) return undefined;
  const attemptId = currentAttemptId(events) ?? null;
  const detail = { yen, expected_yen: charge.yen };
  return {
    state: nextChargeState(charge.state, 'attempt_refused'),
    events: [{ type: 'attempt_refused', at, attemptId, providerEventId: null, detail }],
  };
}
