import type { FastifyRequest } from 'fastify';
import { htmlLang } from '../../domain/procedures/locale.ts';
import { expectedWait } from '../../domain/queue/expected-wait.ts';
import type { QueueTicket } from '../../domain/queue/queue-ticket.ts';
import { townQueues } from '../../domain/queue/town-queues.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import { rubyHtml } from '../../lib/html.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';
import { pickLocal } from '../apply/procedure-text.ts';
import { timeOf } from './queue-words.ts';

const STYLES = ['queue-screen.css'];

/** How many wait there, and about how long; without enough to go by, only how many. */
function waitView(
  { clock }: Services,
  { words }: FastifyRequest,
  tickets: readonly QueueTicket[],
  queue: string,
) {
  const now = clock.now();
  const count = tickets.filter((one) => one.queue === queue && one.state === 'waiting').length;
  const minutes = expectedWait(tickets, queue, now);
  return {
    count: words.t('queue:waiting', { count }),
    about: minutes === undefined ? undefined : words.t('queue:about', { minutes }),
  };
}

/** What one comes for, in large buttons. @param full key of the queue whose numbers are all given out */
export function entranceView(
  services: Services,
  request: FastifyRequest,
  { tickets, full }: { tickets: readonly QueueTicket[]; full: string | undefined },
): PageModel {
  const { municipality } = services.library;
  const { locale, words } = request;
  return {
    title: words.plain('queue:title'),
    styles: STYLES,
    action: counterPaths.queueNew(locale),
    languages: municipality.languages.map((code) => ({
      href: counterPaths.queueNew(code),
      lang: htmlLang(code),
      name: services.words(code).t('common:language_name'),
      current: code === locale,
    })),
    back: request.staff && counterPaths.queue(),
    isFull: full !== undefined,
    queues: townQueues(municipality).map(({ key, name }) => ({
      key,
      name: pickLocal(name, locale),
      ...waitView(services, request, tickets, key),
    })),
  };
}

/** The slip: number, what for, how many wait before, about how long, when. In two languages. */
export function slipView(
  services: Services,
  request: FastifyRequest,
  ticket: QueueTicket,
  tickets: readonly QueueTicket[],
): PageModel {
  const { words, locale } = request;
  const queue = townQueues(services.library.municipality).find(({ key }) => key === ticket.queue);
  const before = tickets
    .filter(({ queue: key, state }) => key === ticket.queue && state === 'waiting')
    .findIndex(({ id }) => id === ticket.id);
  const ahead = Math.max(0, before);
  const { about } = waitView(services, request, tickets, ticket.queue);
  return {
    title: words.plain('queue:your_number'),
    styles: STYLES,
    scripts: ['queue-slip.js'],
    number: ticket.number,
    queue: queue && pickLocal(queue.name, locale),
    ahead: words.t('queue:ahead', { count: ahead }),
    about: ahead === 0 ? undefined : about,
    taken: words.t('queue:taken', {
      day: rubyHtml(formatJstDate(ticket.day, locale)),
      time: timeOf(ticket.takenAt),
    }),
    next: counterPaths.queueNew(),
    back: request.staff && counterPaths.queue(),
  };
}
