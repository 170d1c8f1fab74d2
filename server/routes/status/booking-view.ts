import type { Booking } from '../../domain/bookings/booking-store.ts';
import type { Resources } from '../../domain/bookings/resources.ts';
import { rulesOn } from '../../domain/bookings/rules-on.ts';
import { type Charge, isOverTheCounter } from '../../domain/payments/payment.ts';
import { saysPayBy } from '../../domain/payments/payment-deadlines.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import type { AnswerRow } from '../apply/answer-sections.ts';
import { dateText, momentText, yenText } from '../apply/format-text.ts';
import { pickLocal } from '../apply/procedure-text.ts';

interface SummaryView {
  readonly rows: readonly AnswerRow[];
}

/** Place, day and times of what was booked, as rows of a summary list. */
export function bookingView(
  booking: Booking | undefined,
  words: Words,
  resources: Resources | undefined,
): SummaryView | undefined {
  if (!booking) return undefined;
  const resource = resources?.find(booking.resource);
  const row = (name: string, ...lines: (string | Html)[]): AnswerRow => ({
    key: words.t(`status:booking.${name}`),
    lines,
  });
  const times = (resource ? rulesOn(resource, booking.day).slots : [])
    .filter((slot) => booking.slots.includes(slot.id))
    .map((slot) => pickLocal(slot.label, words.locale));
  return {
    rows: [
      row('what', resource ? pickLocal(resource.name, words.locale) : booking.resource),
      row('day', dateText(words, booking.day), ...times),
      ...(resource ? [row('place', pickLocal(resource.place, words.locale))] : []),
      row('state', words.t(`status:booking.${booking.state}`)),
    ],
  };
}

/** What is owed beside the case says where it is paid, not that something waits for it. */
function stateWord({ kind, state, method }: Charge): string {
  if (state === 'pending' && method === 'bank_transfer') return 'pending_transfer';
  if (kind === 'counter' && state === 'open') return 'counter_open';
  return state === 'paid' && isOverTheCounter(method) ? 'counter_paid' : state;
}

/** What is owed or was paid, as rows of a summary list. */
export function chargeView(charge: Charge | undefined, words: Words): SummaryView | undefined {
  if (!charge || charge.yen === 0) return undefined;
  const row = (name: string, line: string | Html): AnswerRow => ({
    key: words.t(`status:charge.${name}`),
    lines: [line],
  });
  const unpaid = ['open', 'started', 'pending', 'unknown'].includes(charge.state);
  return {
    rows: [
      row('yen', yenText(words, charge.yen)),
      row('state', words.t(`status:charge.${stateWord(charge)}`)),
      ...(unpaid && saysPayBy(charge) ? [row('pay_by', momentText(words, charge.payBy))] : []),
      ...(charge.paidAt ? [row('paid_at', momentText(words, charge.paidAt))] : []),
      ...(charge.refundYen > 0 ? [row('refund', yenText(words, charge.refundYen))] : []),
    ],
  };
}
