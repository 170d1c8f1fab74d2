import { randomUUID } from 'node:crypto';
import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readIssue, undoIssue } from '../../domain/counter/issue-certificate.ts';
import { DomainError } from '../../domain/errors.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { issuesView } from './issues-view.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The page's own address: of the sitting, or of the counter. */
const pageOf = ({ sitting }: FastifyRequest) =>
  sitting === undefined ? counterPaths.issues() : counterPaths.sittingAction(sitting.id, 'issues');

async function show(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const midnight = new Date(`${todayInTokyo(clock.now())}T00:00:00+09:00`);
  const today = await stores.issues.listSince(midnight);
  return reply.counterPage('counter/issues', {
    ...issuesView(services, request, today),
    action: pageOf(request),
    entry: randomUUID(),
  });
}

async function enter(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { library, stores, clock } = services;
  const { staff, tablet, sitting } = request;
  const field = postedText(request);
  const kinds = Object.keys(library.municipality.counter?.certificates ?? {});
  // One button says both: residence.3
  const [kind = '', copies = ''] = field('issue').split('.');
  const issue = readIssue({ kind, copies }, kinds);
  if (issue === undefined || !staff || !tablet) throw new DomainError('page_not_found');
  const entry = field('entry');
  await stores.issues.add({
    id: ID.test(entry) ? entry : randomUUID(),
    ...issue,
    section: tablet.section,
    sittingId: sitting?.id ?? null,
    staffLogin: staff.login,
    at: clock.now(),
    undoneAt: null,
  });
  return reply.redirect(pageOf(request), 303);
}

/** 証明書の交付: one tap for a kind and its copies, one to take it back. */
export async function issuesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const staff = 'counter.work';
  const places: readonly (readonly [string, FastifyContextConfig])[] = [
    [counterPaths.issues(), { staff, counter: 'tablet' }],
    ['/counter/sittings/:sitting/issues', { staff, counter: 'sitting' }],
  ];
  for (const [url, config] of places) {
    app.get(url, { config }, (request, reply) => show(services, request, reply));
    app.post(url, { config }, (request, reply) => enter(services, request, reply));
    app.post(`${url}/:issue/undo`, { config }, async (request, reply) => {
      const { issue: id } = request.params as { issue: string };
      const staffLogin = request.staff?.login ?? '';
      const now = services.clock.now();
      await undoIssue(services.stores.issues, { id, staffLogin, now });
      return reply.redirect(pageOf(request), 303);
    });
  }
}
