import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { isLocale } from '../../domain/procedures/locale.ts';
import { townQueues } from '../../domain/queue/town-queues.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { entranceView, slipView } from './queue-entrance-view.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** From here on the page speaks that language; Japanese for one that the town does not speak. */
function speak({ library, words }: Services, request: FastifyRequest, wanted: unknown): void {
  const isSpoken = isLocale(wanted) && library.municipality.languages.includes(wanted);
  request.locale = isSpoken ? wanted : 'ja';
  request.words = words(request.locale);
}

const language = ({ params }: FastifyRequest) => (params as { language?: string }).language;

async function showEntrance(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  full?: string,
) {
  speak(services, request, language(request));
  const tickets = await services.stores.queue.listOf(todayInTokyo(services.clock.now()));
  if (full !== undefined) reply.code(422);
  return reply.page('counter/queue-entrance', {
    ...entranceView(services, request, { tickets, full }),
    ticketId: randomUUID(),
  });
}

async function take(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { library, stores, clock } = services;
  speak(services, request, language(request));
  const field = postedText(request);
  const queue = townQueues(library.municipality).find(({ key }) => key === field('queue'));
  if (queue === undefined) throw new DomainError('page_not_found');
  const typed = field('ticket');
  const known = ID.test(typed) ? await stores.queue.find(typed) : undefined;
  // Pressed twice it is one slip; gone back to press another button it is another one.
  const isNew = !ID.test(typed) || (known !== undefined && known.queue !== queue.key);
  const at = clock.now();
  const { locale } = request;
  const ticket = await stores.queue.take({
    id: isNew ? randomUUID() : typed,
    day: todayInTokyo(at),
    queue: queue.key,
    locale,
    numbers: queue.numbers,
    at,
  });
  if (ticket === undefined) return showEntrance(services, request, reply, queue.key);
  return reply.redirect(counterPaths.queueTicket(ticket.id), 303);
}

async function showSlip(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const { ticket: id } = request.params as { ticket: string };
  const day = todayInTokyo(clock.now());
  const ticket = await stores.queue.find(id);
  if (ticket?.day !== day) throw new DomainError('page_not_found');
  speak(services, request, ticket.locale);
  // The next one finds the first page again, also without JavaScript.
  if (request.staff === undefined) reply.header('refresh', `30; url=${counterPaths.queueNew()}`);
  return reply.page(
    'counter/queue-slip',
    slipView(services, request, ticket, await stores.queue.listOf(day)),
  );
}

/**
 * 番号札 at the entrance. The tablet must be the town's, but nobody is signed in on it: it stands
 * alone among residents, and what it shows is nobody's.
 */
export async function queueEntranceRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'anybody', counter: 'tablet' } as const;
  for (const url of [counterPaths.queueNew(), '/counter/queue/new/:language']) {
    app.get(url, { config }, (request, reply) => showEntrance(services, request, reply));
    app.post(url, { config }, (request, reply) => take(services, request, reply));
  }
  app.get('/counter/queue/tickets/:ticket', { config }, (request, reply) =>
    showSlip(services, request, reply),
  );
}
