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

/** What a resident changes in an order, as long as nothing is decided. */
const changing = (status: ApplicationStatus) => ({
  change_asked: status,
  changed: status,
  change_lapsed: status,
});

/** A month's bill moves nothing: what it is for was used. Nor does a fee that is paid at the counter. */
const billing = (status: ApplicationStatus) => ({
  bill_made: status,
  bill_paid: status,
  bill_overdue: status,
  counter_paid: status,
});

const STEPS: readonly Transition[] = [
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
    // At the counter they are seen before they pay.
    identity_checked: 'awaiting_payment',
    hold_expired: 'lapsed',
    withdrawn: 'withdrawn',
  }),
  // Money that came after the hold had ended, while the slot was still free.
  ...edges('lapsed', { payment_completed: 'received' }),
  ...edges('received', {
    ...changing('received'),
    ...billing('received'),
    taken_up: 'in_review',
    reminded: 'received',
    identity_checked: 'received',
    paper_received: 'received',
    attachment_added: 'received',
    ...open,
  }),
  ...edges('in_review', {
    ...changing('in_review'),
    ...billing('in_review'),
    reminded: 'in_review',
    identity_checked: 'in_review',
    paper_received: 'in_review',
    attachment_added: 'in_review',
    exemption_accepted: 'in_review',
    fee_fixed: 'fee_due',
    approved: 'approved',
    granted: 'granted',
    refused: 'refused',
    completed: 'completed',
    ...open,
  }),
  ...edges('returned', {
    ...billing('returned'),
    change_lapsed: 'returned',
    resubmitted: 'in_review',
    reminded: 'returned',
    identity_checked: 'returned',
    paper_received: 'returned',
    attachment_added: 'returned',
    withdrawn: 'withdrawn',
  }),
  // The amount was fixed after the review (事後決済). Not paid in time: staff decide what happens.
  ...edges('fee_due', {
    ...billing('fee_due'),
    change_lapsed: 'fee_due',
    reminded: 'fee_due',
    identity_checked: 'fee_due',
    payment_completed: 'in_review',
    hold_expired: 'in_review',
    withdrawn: 'withdrawn',
  }),
  // A second submission of the same case is awaited.
  ...edges('approved', {
    ...billing('approved'),
    change_lapsed: 'approved',
    reminded: 'approved',
    identity_checked: 'approved',
    phase_submitted: 'in_review',
    withdrawn: 'withdrawn',
  }),
  ...edges('granted', {
    ...billing('granted'),
    reminded: 'granted',
    identity_checked: 'granted',
    phase_submitted: 'in_review',
    completed: 'completed',
  }),
  ...edges('completed', billing('completed')),
];

/** Steps of staff that can be taken back as long as nobody was told (domain/cases/undo-step.ts). */
const UNDOABLE: readonly Event[] = [
  'brought',
  'taken_up',
  'paper_received',
  'identity_checked',
  'exemption_accepted',
  'returned',
  'fee_fixed',
  'approved',
  'granted',
  'refused',
  'completed',
];

export function isUndoable(event: Event): boolean {
  return UNDOABLE.includes(event);
}

/** Back to where each of those steps came from; several may lead away from one status. */
function undos(steps: readonly Transition[]): Transition[] {
  const back = steps
    .filter(({ from, event }) => from !== 'new' && isUndoable(event))
    .map(({ from, to }) => `${to} ${from}`);
  return [...new Set(back)].map((edge) => {
    const [from, to] = edge.split(' ') as [ApplicationStatus, ApplicationStatus];
    return { from, event: 'undone', to };
  });
}

/**
 * Every way that an application can move, and the event that each writes. What is not here is
 * refused. (`received` is written together with `payment_completed`, or at once when nothing is owed.)
 */
export const APPLICATION_TRANSITIONS: readonly Transition[] = [...STEPS, ...undos(STEPS)];

/** Does the table have such an edge? */
export function canMove(from: ApplicationStatus | 'new', event: Event): boolean {
  return APPLICATION_TRANSITIONS.some((t) => t.from === from && t.event === event);
}

/**
 * Where a timeline leads, in order of `seq`. Money that came too late for a hold ends it without an
 * entry of its own, and `received` is written together with the payment. What was taken back leads
 * to where the case stood before the last step that still holds.
 * @throws DomainError transition_not_allowed when the table has no such way
 */
export function statusFromEvents(
  events: readonly Pick<ApplicationEvent, 'type'>[],
): ApplicationStatus | 'new' {
  const way: (ApplicationStatus | 'new')[] = ['new'];
  for (const { type } of events) {
    const status = way.at(-1) ?? 'new';
    if (type === 'undone') {
      const before = way.at(-2);
      if (before === undefined) throw new DomainError('transition_not_allowed', { event: type });
      undoneStatus(status, before);
      way.pop();
    } else way.push(statusAfter(status, type));
  }
  return way.at(-1) ?? 'new';
}

function statusAfter(status: ApplicationStatus | 'new', type: Event): ApplicationStatus | 'new' {
  if (type === 'refund_due') return status === 'awaiting_payment' ? 'lapsed' : status;
  return type === 'received' && status === 'received' ? status : nextStatus(status, type);
}

/** @throws DomainError transition_not_allowed when the table has no such edge */
export function nextStatus(from: ApplicationStatus | 'new', event: Event): ApplicationStatus {
  // Where a step that is taken back leads to hangs on the step: `undoneStatus`.
  const edge = STEPS.find((t) => t.from === from && t.event === event);
  if (edge === undefined) throw new DomainError('transition_not_allowed', { from, event });
  return edge.to;
}

/**
 * The status to which taking a step back leads.
 * @param before where the case stood when the step was taken
 * @throws DomainError transition_not_allowed when the table has no such edge
 */
export function undoneStatus(
  from: ApplicationStatus | 'new',
  before: ApplicationStatus | 'new',
): ApplicationStatus {
  const edge = APPLICATION_TRANSITIONS.find(
    (t) => t.event === 'undone' && t.from === from && t.to === before,
  );
  if (edge === undefined) {
    throw new DomainError('transition_not_allowed', { from, event: 'undone', before });
  }
  return edge.to;
}
