import type { DeskAct, QueueTicket, TicketChange } from './queue-ticket.ts';
import { nextState } from './ticket-table.ts';

/** Each step: what it changes in the ticket. @throws DomainError transition_not_allowed */

export function called(ticket: QueueTicket, { actor, desk, at }: DeskAct): TicketChange {
  const state = nextState(ticket.state, ticket.state === 'waiting' ? 'call' : 'call_again');
  return { state, calledAt: at, calls: ticket.calls + 1, desk, calledBy: actor };
}

/** Was called, and nobody came. */
export function missed(ticket: QueueTicket, at: Date): TicketChange {
  return { state: nextState(ticket.state, 'miss'), endedAt: at };
}

/** In line there by the time when it was taken; its number stays. */
export function moved(ticket: QueueTicket, queue: string): TicketChange {
  const state = nextState(ticket.state, 'move');
  return { state, queue, calledAt: null, desk: null, calledBy: null };
}

/** The person is at the desk: the waiting is over. */
export function served(
  ticket: QueueTicket,
  { actor, desk, at }: DeskAct,
  sittingId: string | null,
): TicketChange {
  const state = nextState(ticket.state, 'serve');
  return { state, servedAt: at, desk, calledBy: actor, sittingId };
}

export function ended(ticket: QueueTicket, at: Date): TicketChange {
  // Who had been given up as gone keeps that moment: their waiting is not measured.
  return { state: nextState(ticket.state, 'end'), endedAt: ticket.endedAt ?? at };
}
