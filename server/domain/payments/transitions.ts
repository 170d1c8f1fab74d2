import { DomainError } from '../errors.ts';
import type { ChargeEvent, ChargeState } from './payment.ts';

/** Types of charge events. Each edge of the table writes exactly one. */
export type ChargeEventType =
  | 'attempt_started' // the payer was sent to a provider
  | 'attempt_open' // the provider answers again: the payer may still be there
  | 'attempt_pending' // a slip is out, or the account for a transfer
  | 'attempt_part_paid' // a transfer of less than is owed came
  | 'attempt_failed'
  | 'attempt_expired' // the provider's session ended unpaid
  | 'attempt_unknown' // the provider could not be asked
  | 'attempt_refused' // what was told does not fit the charge: not believed, somebody has to look
  | 'attempt_paid'
  | 'method_corrected' // at the counter: it was entered under the wrong one
  | 'paid_twice' // money that came besides the payment that counts
  | 'paid_too_late' // money for something that is gone
  | 'expired'
  | 'cancelled' // withdrawn before it was paid
  | 'refund_due' // withdrawn after it was paid, or changed to something cheaper (again)
  | 'refund_decided' // staff decided that something goes back
  | 'refund_lowered' // of what staff decided, some does not go back after all
  | 'refund_dropped' // nothing goes back after all
  | 'partly_refunded' // some of what is due was given back
  | 'refund_failed' // what was given back came back
  | 'refunded'; // all that is due was given back

export interface ChargeTransition {
  readonly from: ChargeState;
  readonly event: ChargeEventType;
  readonly to: ChargeState;
}

function edges(
  from: ChargeState,
  targets: Partial<Record<ChargeEventType, ChargeState>>,
): ChargeTransition[] {
  return Object.entries(targets).map(([event, to]) => ({
    from,
    event: event as ChargeEventType,
    to,
  }));
}

const moneyArrives = { attempt_paid: 'paid', paid_too_late: 'refund_due' } as const;
const attemptEnds = { attempt_failed: 'open', attempt_expired: 'open' } as const;

/**
 * Every way a charge can go; anything else is refused. A charge in doubt (`unknown`) has no edge to
 * `expired`: the provider has to answer first.
 */
export const CHARGE_TRANSITIONS: readonly ChargeTransition[] = [
  ...edges('open', {
    attempt_started: 'started',
    attempt_refused: 'unknown',
    ...moneyArrives,
    expired: 'expired',
    cancelled: 'cancelled',
  }),
  ...edges('started', {
    attempt_pending: 'pending',
    attempt_unknown: 'unknown',
    attempt_refused: 'unknown',
    ...attemptEnds,
    ...moneyArrives,
    expired: 'expired',
    cancelled: 'cancelled',
  }),
  ...edges('pending', {
    attempt_part_paid: 'pending',
    attempt_unknown: 'unknown',
    attempt_refused: 'unknown',
    ...attemptEnds,
    ...moneyArrives,
    expired: 'expired',
    cancelled: 'cancelled',
  }),
  ...edges('unknown', {
    attempt_open: 'started',
    attempt_pending: 'pending',
    attempt_refused: 'unknown',
    ...attemptEnds,
    ...moneyArrives,
    cancelled: 'cancelled',
  }),
  ...edges('paid', {
    paid_twice: 'paid',
    attempt_refused: 'paid',
    method_corrected: 'paid',
    refund_due: 'refund_due',
    refund_decided: 'refund_due',
    // Of what came twice; the payment that counts stays.
    partly_refunded: 'paid',
    refunded: 'paid',
    refund_failed: 'paid',
  }),
  ...edges('expired', { ...moneyArrives, attempt_refused: 'expired' }),
  ...edges('cancelled', { paid_too_late: 'refund_due', attempt_refused: 'cancelled' }),
  ...edges('refund_due', {
    paid_twice: 'refund_due',
    attempt_refused: 'refund_due',
    refund_due: 'refund_due',
    refund_decided: 'refund_due',
    refund_lowered: 'refund_due',
    refund_dropped: 'paid',
    partly_refunded: 'refund_due',
    refund_failed: 'refund_due',
    refunded: 'refunded',
  }),
  ...edges('refunded', {
    paid_twice: 'refund_due',
    attempt_refused: 'refunded',
    refund_due: 'refund_due',
    refund_decided: 'refund_due',
    refund_failed: 'refund_due',
  }),
];

const table = new Map(CHARGE_TRANSITIONS.map((t) => [`${t.from} ${t.event}`, t.to]));

/** @throws DomainError `transition_not_allowed` for anything that is not an edge. */
export function nextChargeState(from: ChargeState, event: string): ChargeState {
  const to = table.get(`${from} ${event}`);
  if (to === undefined) throw new DomainError('transition_not_allowed', { from, event });
  return to;
}

/** What a charge shows, computed from its events (in order of `seq`). */
export function stateFromEvents(events: readonly Pick<ChargeEvent, 'type'>[]): ChargeState {
  return events.reduce<ChargeState>((state, event) => nextChargeState(state, event.type), 'open');
}
