import type { QueueStore } from './queue-store.ts';
import type { DeskAct, QueueTicket } from './queue-ticket.ts';
import { served } from './ticket-steps.ts';

/**
 * Whoever was called is at the desk.
 * @param sittingId the sitting that was opened for them, in the ticket's language; null for an errand
 *   without one. The end of the sitting ends the ticket too.
 * @throws DomainError page_not_found for none of today, transition_not_allowed when it was not called
 *   or is with somebody already
 */
export function serveTicket(
  queue: QueueStore,
  wanted: { readonly id: string; readonly day: string; readonly sittingId: string | null },
  act: DeskAct,
): Promise<QueueTicket> {
  const { id, day, sittingId } = wanted;
  return queue.change({ id, day }, (ticket) => served(ticket, act, sittingId));
}
