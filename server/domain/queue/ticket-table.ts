import { DomainError } from '../errors.ts';
import type { TicketState } from './queue-ticket.ts';

export type TicketEvent = 'call' | 'call_again' | 'miss' | 'move' | 'serve' | 'end';

export interface TicketEdge {
  readonly from: TicketState;
  readonly event: TicketEvent;
  readonly to: TicketState;
}

/**
 * What may become of a 番号札; anything else is refused.
 *
 * A person with an appointment will be a ticket too: taken when they arrive, `waiting` like everybody
 * else, and called at their time. That is an order among those who wait (`callNext`), and no state.
 */
export const TICKET_TABLE: readonly TicketEdge[] = [
  { from: 'waiting', event: 'call', to: 'called' },
  // Wrong queue: on to the right one, with the time that was waited.
  { from: 'waiting', event: 'move', to: 'waiting' },
  { from: 'called', event: 'call_again', to: 'called' },
  { from: 'called', event: 'miss', to: 'gone' },
  { from: 'called', event: 'move', to: 'waiting' },
  { from: 'called', event: 'serve', to: 'served' },
  // Comes back after all.
  { from: 'gone', event: 'call_again', to: 'called' },
  { from: 'served', event: 'end', to: 'ended' },
];

/** @throws DomainError transition_not_allowed */
export function nextState(from: TicketState, event: TicketEvent): TicketState {
  const edge = TICKET_TABLE.find((one) => one.from === from && one.event === event);
  if (edge === undefined) throw new DomainError('transition_not_allowed', { from, event });
  return edge.to;
}
