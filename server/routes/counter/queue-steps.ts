import type { FastifyRequest } from 'fastify';
import { openSitting } from '../../domain/counter/open-sitting.ts';
import { DomainError } from '../../domain/errors.ts';
import type { DeskAct, TicketChange } from '../../domain/queue/queue-ticket.ts';
import { serveTicket } from '../../domain/queue/serve-ticket.ts';
import { called, ended, missed, moved } from '../../domain/queue/ticket-steps.ts';
import { townQueues } from '../../domain/queue/town-queues.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

/** Who works here, at which desk, now. */
export function deskOf({ clock }: Services, { tablet, staff }: FastifyRequest): DeskAct {
  if (!tablet || !staff) throw new Error('the route lacks config.counter');
  return { actor: `staff:${staff.login}`, desk: tablet.name, at: clock.now() };
}

/** The sitting of whoever was called, in the language that they chose at the entrance. */
async function beginSitting(services: Services, request: FastifyRequest, id: string) {
  const { stores, clock } = services;
  const { tablet, staff } = request;
  const act = deskOf(services, request);
  const day = todayInTokyo(act.at);
  const ticket = await stores.queue.find(id);
  if (!tablet || !staff || ticket?.day !== day || ticket.state !== 'called') {
    throw new DomainError('transition_not_allowed');
  }
  const by = { tablet, login: staff.login, locale: ticket.locale };
  const sitting = await openSitting({ sittings: stores.sittings, clock }, by);
  // What is open there comes first; the number stays called.
  if (!sitting.new) return counterPaths.home();
  try {
    await serveTicket(stores.queue, { id, day, sittingId: sitting.id }, act);
  } catch (error) {
    // Another desk has them: nobody sits here.
    await stores.sittings.close({
      id: sitting.id,
      for: 'handed_back',
      actor: act.actor,
      now: act.at,
    });
    throw error;
  }
  return counterPaths.sitting(sitting.id);
}

type Step = (services: Services, request: FastifyRequest, id: string) => Promise<string>;

const changing =
  (decide: (...args: [Parameters<typeof called>[0], DeskAct]) => TicketChange): Step =>
  async (services, request, id) => {
    const act = deskOf(services, request);
    const day = todayInTokyo(act.at);
    await services.stores.queue.change({ id, day }, (ticket) => decide(ticket, act));
    return counterPaths.queue();
  };

/** Each button of a ticket: what it does, and where it leads. */
export const TICKET_STEPS: Readonly<Record<string, Step>> = {
  call: changing(called),
  miss: changing((ticket, { at }) => missed(ticket, at)),
  end: changing((ticket, { at }) => ended(ticket, at)),
  sitting: beginSitting,
  async serve(services, request, id) {
    const act = deskOf(services, request);
    const wanted = { id, day: todayInTokyo(act.at), sittingId: null };
    await serveTicket(services.stores.queue, wanted, act);
    return counterPaths.queue();
  },
  async move(services, request, id) {
    const queue = postedText(request)('queue');
    const isQueue = townQueues(services.library.municipality).some(({ key }) => key === queue);
    if (!isQueue) throw new DomainError('page_not_found');
    return changing((ticket) => moved(ticket, queue))(services, request, id);
  },
};
