import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Application } from '../applications/application.ts';
import { canMove, nextStatus } from '../applications/status-table.ts';
import { isInTime } from '../bills/payability.ts';
import type { ChargeChange, ChargeSnapshot } from './charge-store.ts';
import { eventOf, type Heard } from './heard.ts';
import { isHeld } from './held.ts';
import type { ChargeKind, ProviderOutcome } from './payment.ts';
import { earlier, later } from './payment-deadlines.ts';
import { type ChargeEventType, nextChargeState } from './transitions.ts';

type Paid = Extract<ProviderOutcome, { outcome: 'paid' }>;

/** Money that can't be kept: entered, and put where it is seen until it has been given back. */
function giveBack(
  { charge, application, change }: ChargeSnapshot,
  heard: Heard,
  paid: Paid,
  type: Extract<ChargeEventType, 'paid_twice' | 'paid_too_late'>,
): ChargeChange {
  const detail = { yen: paid.yen, method: paid.method };
  return {
    state: nextChargeState(charge.state, type),
    events: [eventOf(heard, type, detail)],
    refundYen: charge.refundYen + paid.yen,
    ...(type === 'paid_too_late' && { method: paid.method, paidAt: paid.paidAt }),
    ...(application && { application: refundDue(application, heard, paid.yen, type, change) }),
    ...(change && { order: 'drop' }),
  };
}

function refundDue(
  { status: from }: Application,
  { at }: Heard,
  yen: number,
  reason: string,
  change: ChargeSnapshot['change'],
): ChargeChange['application'] {
  const own = { at, actor: 'provider' as const };
  const lapses = change !== null && canMove(from, 'change_lapsed');
  const status: Application['status'] = from === 'awaiting_payment' ? 'lapsed' : from;
  return {
    status,
    ...(status !== from && { closedAt: at }),
    events: [
      { ...own, type: 'refund_due', detail: { yen, reason } },
      // Paid for a change that can't be made any more: the order stands as it is.
      ...(lapses ? [{ ...own, type: 'change_lapsed' as const, detail: {} }] : []),
    ],
  };
}

const PAID_EVENTS = {
  fee: 'payment_completed',
  bill: 'payment_completed',
  difference: 'changed',
  monthly: 'bill_paid',
  counter: 'counter_paid',
} as const satisfies Record<ChargeKind, string>;

/** What the payment does to the application: it is complete, or (fee after review) goes on. */
function applicationPaid(
  { charge: { kind } }: ChargeSnapshot,
  application: Application,
  heard: Heard,
  paid: Paid,
): ChargeChange['application'] {
  const detail = { yen: paid.yen, method: paid.method };
  const type = PAID_EVENTS[kind];
  const status = nextStatus(application.status, type);
  const event = { type, at: heard.at, actor: 'provider' as const, detail };
  if (kind !== 'fee') return { status, events: [event] };
  if (status !== 'received') return { status, events: [event] };
  return {
    status,
    // It counts from the moment of payment, even when we hear of it later.
    receivedAt: later(application.submittedAt, earlier(paid.paidAt, heard.at)),
    closedAt: null,
    events: [event, { type: 'received', at: heard.at, actor: 'system', detail: {} }],
  };
}

function receive(snapshot: ChargeSnapshot, heard: Heard, paid: Paid): ChargeChange {
  const { charge, application, booking } = snapshot;
  const detail = { yen: paid.yen, method: paid.method };
  return {
    state: nextChargeState(charge.state, 'attempt_paid'),
    events: [eventOf(heard, 'attempt_paid', detail)],
    method: paid.method,
    paidAt: paid.paidAt,
    ...(application && { application: applicationPaid(snapshot, application, heard, paid) }),
    ...(application === null && { bill: { state: 'paid' } }),
    ...(charge.kind === 'difference' && { order: 'apply' }),
    ...(charge.kind === 'fee' &&
      booking !== null && {
        booking: { action: booking.state === 'lapsed' ? 'reclaim' : 'confirm' },
      }),
  };
}

/**
 * Can what was applied for still be given? Only where the application waits for money: what is
 * withdrawn, received or decided is never touched by a late payment. A bill wants its money once.
 */
function stillWanted(snapshot: ChargeSnapshot, now: Date, paidAt: Date): boolean {
  const { charge, application, bill, booking, hasLivingSibling } = snapshot;
  if (application === null) {
    return bill?.state === 'open' && !hasLivingSibling && isInTime(bill, paidAt);
  }
  // The seats of a change that lapsed are somebody else's by now.
  if (charge.kind === 'difference') return charge.state !== 'expired' && isHeld(snapshot);
  if (charge.kind === 'monthly' || charge.kind === 'counter') return isHeld(snapshot);
  if (!canMove(application.status, 'payment_completed')) return false;
  // Its fee was fixed anew meanwhile: the newer charge is the one to pay.
  if (charge.state === 'expired' && application.status === 'fee_due') return false;
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
  if (
    state === 'cancelled' ||
    lateMoney === 'refund' ||
    !stillWanted(snapshot, heard.at, paid.paidAt)
  ) {
    return giveBack(snapshot, heard, paid, 'paid_too_late');
  }
  return receive(snapshot, heard, paid);
}
