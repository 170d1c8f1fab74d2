import { DomainError } from '../errors.ts';
import type { ApplicationEvent, ApplicationStatus } from './application.ts';

export interface Transition {
  readonly from: ApplicationStatus | 'new';
  readonly event: ApplicationEvent['type'];
  readonly to: ApplicationStatus;
}

type Event = ApplicationEvent['type'];

function edges(
  from: Transition['from'],
  targets: Partial<Record<Event, ApplicationStatus>>,
): Transition[] {
  return Object.entries(targets).map(([event, to]) => ({ from, event: event as Event, to }));
}

/** Staff may send it back, and the resident may take it back, as long as nothing is decided. */
const open = { returned: 'returned', withdrawn: 'withdrawn' } as const;

/**
 * Every way that an application can move, and the event that each writes. What is not here is
 * refused. (`received` is written together with `payment_completed`, or at once when nothing is owed.)
 */
export const APPLICATION_TRANSITIONS: readonly Transition[] = [
  ...edges('new', {
    submitted: 'awaiting_payment',
    received: 'received',
    prepared: 'prepared',
    waitlisted: 'waitlisted',
  }),
  // Everything is taken: whoever is first in line gets the next seat that is given back.
  ...edges('waitlisted', {
    seat_given: 'received',
    withdrawn: 'withdrawn',
    hold_expired: 'lapsed',
  }),
  // Made online, printed and brought (prepare_only).
  ...edges('prepared', { brought: 'received', withdrawn: 'withdrawn' }),
  ...edges('awaiting_payment', {
    payment_completed: 'received',
    hold_expired: 'lapsed',
    withdrawn: 'withdrawn',
  }),
  // Money that came after the hold had ended, while the slot was still free.
  ...edges('lapsed', { payment_completed: 'received' }),
  ...edges('received', {
    taken_up: 'in_review',
    reminded: 'received',
    paper_received: 'received',
    attachment_added: 'received',
    ...open,
  }),
  ...edges('in_review', {
    reminded: 'in_review',
    paper_received: 'in_review',
    attachment_added: 'in_review',
    fee_fixed: 'fee_due',
    approved: 'approved',
    granted: 'granted',
    refused: 'refused',
    completed: 'completed',
    ...open,
  }),
  ...edges('returned', {
    resubmitted: 'in_review',
    reminded: 'returned',
    paper_received: 'returned',
    attachment_added: 'returned',
    withdrawn: 'withdrawn',
  }),
  // The amount was fixed after the review (事後決済). Not paid in time: staff decide what happens.
  ...edges('fee_due', {
    reminded: 'fee_due',
    payment_completed: 'in_review',
    hold_expired: 'in_review',
    withdrawn: 'withdrawn',
  }),
  // A second submission of the same case is awaited.
  ...edges('approved', {
    reminded: 'approved',
    phase_submitted: 'in_review',
    withdrawn: 'withdrawn',
  }),
  ...edges('granted', {
    reminded: 'granted',
    phase_submitted: 'in_review',
    completed: 'completed',
  }),
];

/** Does the table have such an edge? */
export function canMove(from: ApplicationStatus | 'new', event: Event): boolean {
  return APPLICATION_TRANSITIONS.some((t) => t.from === from && t.event === event);
}

/**
 * Where a timeline leads, in order of `seq`. Money that came too late for a hold ends it without an
 * entry of its own, and `received` is written together with the payment.
 * @throws DomainError transition_not_allowed when the table has no such way
 */
export function statusFromEvents(
  events: readonly Pick<ApplicationEvent, 'type'>[],
): ApplicationStatus | 'new' {
  return events.reduce<ApplicationStatus | 'new'>((status, { type }) => {
    if (type === 'refund_due') return status === 'awaiting_payment' ? 'lapsed' : status;
    return type === 'received' && status === 'received' ? status : nextStatus(status, type);
  }, 'new');
}

/** @throws DomainError transition_not_allowed when the table has no such edge */
export function nextStatus(from: ApplicationStatus | 'new', event: Event): ApplicationStatus {
  const edge = APPLICATION_TRANSITIONS.find((t) => t.from === from && t.event === event);
  if (edge === undefined) throw new DomainError('transition_not_allowed', { from, event });
  return edge.to;
}
