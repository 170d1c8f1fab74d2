import type { ChargeEvent, PaymentMethod } from '../payments/payment.ts';
import type { Payment, Refund, RefundState } from './refund.ts';
import type { RefundSnapshot } from './refund-store.ts';

const MONEY: readonly string[] = ['attempt_paid', 'paid_twice', 'paid_too_late'];

/** Given back, or on its way: counted against what was paid. */
const isLiving = ({ state }: Pick<Refund, 'state'>): boolean =>
  state !== 'failed' && state !== 'cancelled';

/** Decided and not undone. */
const DECIDED: readonly RefundState[] = [
  'approved',
  'sent',
  'unknown',
  'pending',
  'needs_payer',
  'succeeded',
];

export const isDecided = ({ state }: Pick<Refund, 'state'>): boolean => DECIDED.includes(state);

export function sumYen(refunds: readonly Pick<Refund, 'yen'>[]): number {
  return refunds.reduce((sum, { yen }) => sum + yen, 0);
}

/** At the counter it may have been entered under the wrong one: what it really was. */
function methodOf(events: readonly ChargeEvent[], { attemptId, detail }: ChargeEvent) {
  const mended = events.findLast(
    (one) => one.type === 'method_corrected' && one.attemptId === attemptId,
  );
  const method = mended?.detail['to'] ?? detail['method'];
  return (method as PaymentMethod | undefined) ?? null;
}

/** Money that came, in the order in which it was entered. */
export function paymentsOf(events: readonly ChargeEvent[]): readonly Payment[] {
  return events
    .filter(({ type }) => MONEY.includes(type))
    .map((event) => ({
      seq: event.seq,
      type: event.type as Payment['type'],
      attemptId: event.attemptId,
      yen: Number(event.detail['yen'] ?? 0),
      method: methodOf(events, event),
    }));
}

/** What a card company took back and has not given back again. */
function disputedYen({ ledger }: RefundSnapshot): number {
  const moved = ledger.filter(({ kind }) => kind === 'dispute' || kind === 'dispute_undone');
  return -moved.reduce((sum, { yen }) => sum + yen, 0);
}

/**
 * What could still be given back: what was paid, less what has been given back, is on its way or
 * waits for approval, and less what a card company holds back.
 * @param attemptId of that payment only
 */
export function refundableYen(snapshot: RefundSnapshot, attemptId?: string | null): number {
  const { charge, refunds } = snapshot;
  const living = refunds.filter(isLiving);
  const payments = paymentsOf(charge.events);
  const whole = sumYen(payments) - sumYen(living) - disputedYen(snapshot);
  if (attemptId === undefined) return Math.max(0, whole);
  const ofAttempt = (one: { readonly attemptId: string | null }) => one.attemptId === attemptId;
  const own = sumYen(payments.filter(ofAttempt)) - sumYen(living.filter(ofAttempt));
  return Math.max(0, Math.min(whole, own));
}

/** What is due of the charge and neither given back nor decided. */
export function undecidedDueYen({ charge, refunds }: RefundSnapshot): number {
  return Math.max(0, charge.charge.refundYen - sumYen(refunds.filter(isDecided)));
}

/** What has really gone back. */
export function givenYen({ refunds }: Pick<RefundSnapshot, 'refunds'>): number {
  return sumYen(refunds.filter(({ state }) => state === 'succeeded'));
}
