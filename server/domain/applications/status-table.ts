import { DomainError } from '../errors.ts';
import type { ApplicationEvent, ApplicationStatus } from './application.ts';

export interface Transition {
  readonly from: ApplicationStatus | 'new';
  readonly event: ApplicationEvent['type'];
  readonly to: ApplicationStatus;
}

/**
 * Every way that an application can move, and the event that each writes. What is not here is
 * refused. (`received` is written together with `payment_completed`, or at once when nothing is owed.)
 */
export const APPLICATION_TRANSITIONS: readonly Transition[] = [
  { from: 'new', event: 'submitted', to: 'awaiting_payment' },
  { from: 'new', event: 'received', to: 'received' },
  { from: 'awaiting_payment', event: 'payment_completed', to: 'received' },
  { from: 'awaiting_payment', event: 'hold_expired', to: 'lapsed' },
  { from: 'awaiting_payment', event: 'withdrawn', to: 'withdrawn' },
  { from: 'received', event: 'withdrawn', to: 'withdrawn' },
  // Money that came after the hold had ended, while the slot was still free.
  { from: 'lapsed', event: 'payment_completed', to: 'received' },
];

/** @throws DomainError transition_not_allowed when the table has no such edge */
export function nextStatus(
  from: ApplicationStatus | 'new',
  event: ApplicationEvent['type'],
): ApplicationStatus {
  const edge = APPLICATION_TRANSITIONS.find((t) => t.from === from && t.event === event);
  if (edge === undefined) throw new DomainError('transition_not_allowed', { from, event });
  return edge.to;
}
