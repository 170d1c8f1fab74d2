import type { ChargeEvent } from './payment.ts';

const PAID = new Set(['attempt_paid', 'paid_twice', 'paid_too_late']);
const ENDED = new Set(['attempt_failed', 'attempt_expired', ...PAID]);

/** The attempt that counts now: the one that was started last. */
export function currentAttemptId(events: readonly ChargeEvent[]): string | undefined {
  return events.findLast((e) => e.type === 'attempt_started')?.attemptId ?? undefined;
}

/** Has the money of this attempt been entered (in whichever way)? */
export function isAttemptPaid(events: readonly ChargeEvent[], attemptId: string): boolean {
  return events.some((e) => e.attemptId === attemptId && PAID.has(e.type));
}

/** Is there a last word on this attempt? */
export function isAttemptEnded(events: readonly ChargeEvent[], attemptId: string): boolean {
  return events.some((e) => e.attemptId === attemptId && ENDED.has(e.type));
}
