import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { type Downtime, type DowntimeScope, standingAt } from '../domain/downtimes/downtime.ts';
import type { DowntimeBoard } from '../domain/downtimes/downtime-board.ts';
import type { Clock } from '../lib/clock.ts';
import { downtimePage } from './downtime-page.ts';
import { isReading } from './locale.ts';

/** Pages that are forms, behind the language. Start pages, what was sent, and lists stay. */
const FORMS =
  /^\/(apply\/[^/]+\/(?!done\/|new$)|status\/[^/]+\/(correction|phase|attachments)(\/|$))/;

/** What may be sent meanwhile: how one gets in, out, and reads. */
const OPEN_POSTS = /^\/(display|leave|status|resume|bills)$/;

const PAYING = /^\/(pay|bills)\//;

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
    // Nearly every page passes here: without a promise unless there is something to wait for.
    app.addHook('onRequest', (request, reply, done) => {
      const path = residentPath(request);
      const scopes = path === undefined ? [] : hinderingScopes(path, isReading(request));
      if (scopes.length === 0) return done();
      const decide = (ahead: readonly Downtime[]) => {
        const now = clock.now();
        const standing = standingAt(ahead, now, scopes);
        if (standing === undefined) return done();
        downtimePage(reply, standing, now).then((page) => reply.send(page), done);
      };
      const ahead = board.ahead();
      if (ahead instanceof Promise) ahead.then(decide, done);
      else decide(ahead);
    });
  },
  { name: 'downtime-gate', dependencies: ['views', 'locale', 'session'] },
);
