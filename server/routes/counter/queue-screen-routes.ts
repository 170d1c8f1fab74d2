import type { FastifyInstance } from 'fastify';
import { htmlLang } from '../../domain/procedures/locale.ts';
import type { QueueTicket } from '../../domain/queue/queue-ticket.ts';
import { townQueues } from '../../domain/queue/town-queues.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import { escapeForView, Html, rubyHtml } from '../../lib/html.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { timeOf } from './queue-words.ts';

/** As many as are read from the last row of chairs. */
const SHOWN = 5;

function calledView(services: Services, { number, desk, locale, calls, id }: QueueTicket) {
  // A tablet's name is Japanese in every sentence.
  const place = new Html(`<span lang="ja">${escapeForView(desk)}</span>`);
  const say = (code: string) => services.words(code).t('queue:come', { number, desk: place });
  const isOther = locale !== 'ja' && locale !== 'ja-easy';
  return {
    // Called again it is announced again.
    key: `${id}-${calls}`,
    number,
    desk,
    ja: say('ja'),
    easy: say('ja-easy'),
    own: isOther ? { lang: htmlLang(locale), text: say(locale) } : undefined,
  };
}

/** Numbers and desks; whose they are, nobody sees. */
function screenView(services: Services, tickets: readonly QueueTicket[]): PageModel {
  const calledAt = ({ calledAt: at }: QueueTicket) => at?.getTime() ?? 0;
  const called = tickets
    .filter(({ state }) => state === 'called')
    .sort((a, b) => calledAt(b) - calledAt(a));
  const [first, ...others] = called.slice(0, SHOWN).map((one) => calledView(services, one));
  const ja = services.words('ja');
  const waiting = (queue: string) =>
    tickets.filter((one) => one.queue === queue && one.state === 'waiting').length;
  return {
    title: ja.plain('queue:screen_title'),
    styles: ['queue-screen.css'],
    scripts: ['queue-screen.js'],
    first,
    others,
    queues: townQueues(services.library.municipality).map(({ key, name }) => ({
      name: rubyHtml(name['ja'] ?? key),
      waiting: ja.t('queue:waiting', { count: waiting(key) }),
    })),
    time: timeOf(services.clock.now()),
    self: counterPaths.queueScreen(),
  };
}

/** The waiting room's screen: a machine of the town, on which nobody is signed in. */
export async function queueScreenRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'anybody', counter: 'tablet' } as const;
  app.get(counterPaths.queueScreen(), { config }, async (_request, reply) => {
    const tickets = await services.stores.queue.listOf(todayInTokyo(services.clock.now()));
    return reply.page('counter/queue-screen', screenView(services, tickets));
  });
}
