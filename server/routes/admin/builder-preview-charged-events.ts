import type { ApplicationEvent } from '../../domain/applications/application.ts';
import type { Charge } from '../../domain/payments/payment.ts';

const FIVE_MINUTES_MS = 300_000;

// With the amount; and what was never owed has not been paid.
const WITH_YEN: readonly ApplicationEvent['type'][] = ['submitted', 'fee_fixed', 'bill_made'];
const OF_FEE: readonly ApplicationEvent['type'][] = [
  'payment_completed',
  'fee_fixed',
  'bill_made',
  'bill_paid',
  'counter_paid',
];

/** The steps of a case with what is owed for it. */
export function withCharge(
  events: readonly ApplicationEvent[],
  charge: Charge | undefined,
): readonly ApplicationEvent[] {
  if (charge === undefined) return events.filter(({ type }) => !OF_FEE.includes(type));
  const isFirst = events.some(({ type }) => type === 'payment_completed');
  const { yen, month } = charge;
  return events.map((event) => ({
    ...event,
    // It was sent, and then paid.
    at:
      event.type === 'submitted' && isFirst
        ? new Date(event.at.getTime() - FIVE_MINUTES_MS)
        : event.at,
    detail: WITH_YEN.includes(event.type)
      ? { ...event.detail, yen, ...(month !== undefined && { month }) }
      : event.detail,
  }));
}
