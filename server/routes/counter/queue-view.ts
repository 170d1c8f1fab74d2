import type { FastifyRequest } from 'fastify';
import { expectedWait } from '../../domain/queue/expected-wait.ts';
import type { QueueTicket } from '../../domain/queue/queue-ticket.ts';
import { type TownQueue, townQueues } from '../../domain/queue/town-queues.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Services } from '../../services.ts';
import { languageInJapanese, minutesSince, timeOf } from './queue-words.ts';

const SAID: Readonly<Record<string, string>> = {
  late: 'その番号札は、ほかの窓口で先に進みました。いまの様子は下のとおりです。',
  nobody: '待っている方はいません。',
};

function ticketView(services: Services, ticket: QueueTicket, now: Date) {
  const { id, number, locale, takenAt, calledAt, calls, desk, sittingId } = ticket;
  return {
    id,
    number,
    desk,
    calls,
    sitting: sittingId,
    language: locale === 'ja' ? '' : languageInJapanese(services, locale),
    taken: timeOf(takenAt),
    waited: minutesSince(takenAt, ticket.servedAt ?? now),
    called: calledAt && timeOf(calledAt),
  };
}

function queueRow(
  services: Services,
  tickets: readonly QueueTicket[],
  { key, name, section }: TownQueue,
  { now, own }: { readonly now: Date; readonly own: string },
) {
  const waiting = tickets.filter(({ queue, state }) => queue === key && state === 'waiting');
  const [first] = waiting;
  return {
    key,
    name: name['ja'] ?? key,
    section: services.library.municipality.sections[section]?.name['ja'] ?? '',
    own: section === own,
    waiting: waiting.map((ticket) => ticketView(services, ticket, now)),
    longest: first && minutesSince(first.takenAt, now),
    expected: expectedWait(tickets, key, now),
  };
}

/** Who waits, who is called and served at this desk, and who did not come. */
export function queueView(
  services: Services,
  request: FastifyRequest,
  tickets: readonly QueueTicket[],
): PageModel {
  const { tablet, staff, query } = request;
  const now = services.clock.now();
  const own = tablet?.section ?? '';
  const queues = townQueues(services.library.municipality);
  const isHere = ({ desk, calledBy }: QueueTicket) =>
    desk === tablet?.name && calledBy === `staff:${staff?.login}`;
  const view = (ticket: QueueTicket) => ticketView(services, ticket, now);
  const rows = queues.map((queue) => queueRow(services, tickets, queue, { now, own }));
  const said = Object.keys(SAID).find((key) => key in (query as object));
  const called = tickets.find((one) => one.state === 'called' && isHere(one));
  return {
    title: '番号札',
    styles: ['queue.css'],
    said: said && SAID[said],
    desk: tablet?.name,
    called: called && {
      ...view(called),
      others: queues
        .filter(({ key }) => key !== called.queue)
        .map(({ key, name }) => ({
          key,
          name: name['ja'] ?? key,
        })),
    },
    serving: tickets.filter((one) => one.state === 'served' && isHere(one)).map(view),
    elsewhere: tickets.filter((one) => one.state === 'called' && !isHere(one)).map(view),
    gone: tickets.filter(({ state }) => state === 'gone').map(view),
    queues: rows.sort((a, b) => Number(b.own) - Number(a.own)),
    maySeeFigures: request.staffMay('counter.figures'),
  };
}
