import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Application } from '../applications/application.ts';
import type { ChargeChange, ChargeSnapshot } from './charge-store.ts';
import { eventOf, type Heard } from './heard.ts';
import type { ProviderOutcome } from './payment.ts';
import { earlier, later } from './payment-deadlines.ts';
import { type ChargeEventType, nextChargeState } from './transitions.ts';

type Paid = Extract<ProviderOutcome, { outcome: 'paid' }>;

/** Money that can't be kept: entered, and put where it is seen until it has been given back. */
function giveBack(
  { charge, application }: ChargeSnapshot,
  heard: Heard,
  paid: Paid,
  type: Extract<ChargeEventType, 'paid_twice' | 'paid_too_late'>,
): ChargeChange {
  const detail = { yen: paid.yen, method: paid.method };
  const status: Application['status'] =
    application.status === 'awaiting_payment' ? 'lapsed' : application.status;
  return {
    state: nextChargeState(charge.state, type),
    events: [eventOf(heard, type, detail)],
    refundYen: charge.refundYen + paid.yen,
    ...(type === 'paid_too_late' && { method: paid.method, paidAt: paid.paidAt }),
    application: {
      status,
      ...(status !== application.status && { closedAt: heard.at }),
      events: [
        {
          type: 'refund_due',
          at: heard.at,
          actor: 'provider',
          detail: { yen: paid.yen, reason: type },
        },
      ],
    },
  };
}

/** The application counts from the moment of payment, even when we hear of it later. */
function receive(
  { charge, application, booking }: ChargeSnapshot,
  heard: Heard,
  paid: Paid,
): ChargeChange {
  const detail = { yen: paid.yen, method: paid.method };
  const receivedAt = later(application.submittedAt, earlier(paid.paidAt, heard.at));
  return {
    state: nextChargeState(charge.state, 'attempt_paid'),
    events: [eventOf(heard, 'attempt_paid', detail)],
    method: paid.method,
    paidAt: paid.paidAt,
    application: {
      status: 'received',
      receivedAt,
      closedAt: null,
      events: [
        { type: 'payment_completed', at: heard.at, actor: 'provider', detail },
        { type: 'received', at: heard.at, actor: 'system', detail: {} },
      ],
    },
    ...(booking !== null && {
      booking: { action: booking.state === 'lapsed' ? 'reclaim' : 'confirm' },
    }),
  };
}

/** Can what was applied for still be given? A withdrawn application is never brought back to life. */
function stillWanted({ application, booking }: ChargeSnapshot, now: Date): boolean {
  if (application.status === 'withdrawn' || application.status === 'received') return false;
  if (booking === null || booking.state === 'held' || booking.state === 'confirmed') return true;
  return booking.state === 'lapsed' && booking.day > todayInTokyo(now);
}

/** The first money pays the charge; any further, or money for something that is gone, goes back. */
export function decidePaid(
  snapshot: ChargeSnapshot,
  heard: Heard,
  paid: Paid,
  lateMoney: 'reclaim' | 'refund',
): ChargeChange {
  const { state } = snapshot.charge;
  if (state === 'paid' || state === 'refund_due' || state === 'refunded') {
    return giveBack(snapshot, heard, paid, 'paid_twice');
  }
  if (state === 'cancelled' || lateMoney === 'refund' || !stillWanted(snapshot, heard.at)) {
    return giveBack(snapshot, heard, paid, 'paid_too_late');
  }
  return receive(snapshot, heard, paid);
}
