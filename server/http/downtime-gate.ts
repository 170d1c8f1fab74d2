import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { type Downtime, type DowntimeScope, standingAt } from '../domain/downtimes/downtime.ts';
import type { DowntimeBoard } from '../domain/downtimes/downtime-board.ts';
import type { Clock } from '../lib/clock.ts';
import { rubyHtml } from '../lib/html.ts';
import { formatJstMoment } from '../lib/japanese-calendar.ts';
import { isReading } from './locale.ts';
import { paths } from './paths.ts';

/** Pages that are forms, behind the language. Start pages, what was sent, and lists stay. */
const FORMS =
  /^\/(apply\/[^/]+\/(?!done\/|new$)|status\/[^/]+\/(correction|phase|attachments)(\/|$))/;

/** What may be sent meanwhile: how one gets in, out, and reads. */
const OPEN_POSTS = /^\/(display|leave|status|resume)$/;

const PAYING = /^\/pay\//;

/** Which downtimes stand in the way of that request; none for what goes on. */
export function hinderingScopes(path: string, reads: boolean): readonly DowntimeScope[] {
  if (reads) return FORMS.test(path) ? ['all'] : [];
  if (OPEN_POSTS.test(path)) return [];
  return PAYING.test(path) ? ['all', 'payments'] : ['all'];
}

/** Path behind the language; undefined outside of the residents' pages. */
function residentPath(request: FastifyRequest): string | undefined {
  const path = request.url.split('?')[0] as string;
  const first = `/${request.locale}`;
  return path.startsWith(`${first}/`) ? path.slice(first.length) : undefined;
}

async function standingPage(reply: FastifyReply, { until, scope }: Downtime, now: Date) {
  const { locale, words } = reply.request;
  const ends = rubyHtml(formatJstMoment(until, locale));
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  reply.code(503).header('Retry-After', String(seconds));
  const texts =
    scope === 'all'
      ? {
          title: words.plain('downtimes:all_heading'),
          heading: words.t('downtimes:all_heading'),
          kept: words.t('downtimes:all_kept'),
        }
      : {
          title: words.plain('downtimes:payments_heading'),
          heading: words.t('downtimes:payments_heading'),
          kept: words.t('downtimes:payments_kept'),
        };
  return reply.page('errors/message', {
    title: texts.title,
    heading: texts.heading,
    body: [words.t('downtimes:back_at', { until: ends }), texts.kept, words.t('downtimes:hurry')],
    actions: [
      { href: paths.home(locale), label: words.t('errors_pages:to_home') },
      { href: paths.status(locale), label: words.t('downtimes:to_status') },
    ],
  });
}

/**
 * While the site stands still: forms and what is sent are answered with a page that says until when.
 * Everything that is read, the status page and the staff's side go on, and so do notifications of
 * machines.
 */
export const downtimeGate = fp(
  async (
    app: FastifyInstance,
    { board, clock }: { readonly board: DowntimeBoard; readonly clock: Clock },
  ) => {
    app.addHook('onRequest', async (request, reply) => {
      const path = residentPath(request);
      if (path === undefined) return;
      const scopes = hinderingScopes(path, isReading(request));
      if (scopes.length === 0) return;
      const now = clock.now();
      const standing = standingAt(await board.ahead(), now, scopes);
      if (standing === undefined) return;
      return reply.send(await standingPage(reply, standing, now));
    });
  },
  { name: 'downtime-gate', dependencies: ['views', 'locale', 'session'] },
);
