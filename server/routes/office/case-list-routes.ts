import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TOLD_BEFORE_DAYS } from '../../domain/protections/protection.ts';
import { officePaths } from '../../http/office-paths.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { caseBulkRoutes } from './case-list-bulk.ts';
import { FOLLOW_FIRST, inboxQuery, listAddress, parseListQuery } from './case-list-query.ts';
import { noteList } from './case-list-rows.ts';
import { savedViewRoutes } from './case-list-saved.ts';
import { searchCases } from './case-list-search.ts';
import { COUNT_UP_TO, caseListView } from './case-list-view.ts';
import { decisionCounts } from './decisions-list.ts';
import { withReadableNames } from './protections-rows.ts';

async function showList(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, inboxFollower, clock } = services;
  const staffId = request.staff?.id ?? '';
  const today = todayInTokyo(clock.now());
  const sections = request.staffSections('cases.list');
  const query = parseListQuery(request.query);
  const isUpToDate = await inboxFollower.follow(FOLLOW_FIRST);
  const asked = inboxQuery(query, { sections, staffId, today });
  const [page, counts, views, workers, ending] = await Promise.all([
    stores.inbox.list(asked),
    stores.inbox.counts(asked.sections, COUNT_UP_TO),
    stores.savedViews.list(staffId),
    stores.inbox.workers(sections, today, services.live.grants['cases.work']),
    stores.protections.countEnding(staffId, addDays(today, TOLD_BEFORE_DAYS)),
  ]);
  const subject = listAddress(query) || 'open';
  await noteList(services, request, { action: 'cases.listed', subject, rows: page.rows });
  const rows = await withReadableNames(services, request, page.rows);
  const shown = { ...page, rows };
  const decisions = await decisionCounts(services, request);
  const found = { query, sections, page: shown, counts, views, workers, ending, isUpToDate };
  return reply.officePage('office/case-list', {
    ...caseListView(services, request, found),
    decisions,
  });
}

/** The lists of the office: what is to be done, by when, by whom. */
export async function caseListRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'cases.list' } as const;
  app.get(officePaths.cases(), { config }, (request, reply) => showList(services, request, reply));
  app.post(officePaths.caseSearch(), { config }, (request, reply) =>
    searchCases(services, request, reply),
  );
  await savedViewRoutes(app, services);
  await caseBulkRoutes(app, services);
}
