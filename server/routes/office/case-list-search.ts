import type { FastifyReply, FastifyRequest } from 'fastify';
import type { InboxRow } from '../../domain/inbox/inbox-store.ts';
import { askedBy } from '../../domain/inbox/search-terms.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { FOLLOW_FIRST, PAGE_ROWS } from './case-list-query.ts';
import { noteList, rowViews } from './case-list-rows.ts';
import { withReadableNames } from './protections-rows.ts';

/** Among more than that many nobody finds anybody: the name has to be said in full. */
const AMONG = 500;

const MOST_TYPED = 100;

interface Result {
  readonly typed: string;
  readonly rows: readonly InboxRow[];
  readonly found: number;
  readonly isMore: boolean;
  readonly page: number;
}

function searchView(services: Services, request: FastifyRequest, result: Result) {
  const { typed, rows, found, isMore, page } = result;
  const isNothing = askedBy(typed).by === 'nothing';
  return {
    title: '申請をさがす',
    styles: ['office-list.css'],
    scripts: ['inbox.js'],
    hasErrors: isNothing,
    typed,
    isNothing,
    found,
    isMore,
    rows: rowViews(services, rows),
    from: page * PAGE_ROWS + 1,
    nextPage: (page + 1) * PAGE_ROWS < found ? page + 1 : undefined,
    previousPage: page > 0 ? page - 1 : undefined,
    here: '',
    mayWork: request.staffMay('cases.work'),
    mayAssign: request.staffMay('cases.assign'),
  };
}

/**
 * A number that is exact opens the case.
 * @returns the way to it, or the page that refuses it; never the reply, of which nothing is left when
 *   it is awaited
 */
async function openNumber(
  services: Services,
  number: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ readonly path: string } | { readonly page: string } | undefined> {
  const row = await services.stores.inbox.findByNumber(number);
  const rows = row ? [row] : [];
  await noteList(services, request, { action: 'cases.searched', subject: 'number', rows });
  if (row === undefined) {
    // Not in the lists yet (a long import is being followed): the case itself says who may see it.
    const id = await services.stores.cases.idOfNumber(number);
    return id === undefined ? undefined : { path: officePaths.case(id) };
  }
  if (!request.staffMay('cases.read', row.section)) {
    return { page: await reply.notPermitted('cases.read', row.applicationId) };
  }
  return { path: officePaths.case(row.applicationId) };
}

/**
 * Looks for a name, a reading, a telephone number or a receipt number. It is a POST, because what
 * is typed is personal: it must stand in no address, history or log.
 */
export async function searchCases(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { q, page: asked } = (request.body ?? {}) as Record<string, unknown>;
  const typed = typeof q === 'string' ? q.trim().slice(0, MOST_TYPED) : '';
  const page = Math.min(Number(/^\d{1,2}$/.exec(String(asked))?.[0] ?? 0), AMONG / PAGE_ROWS);
  const wanted = askedBy(typed);
  await services.inboxFollower.follow(FOLLOW_FIRST);
  if (wanted.by === 'number') {
    const opened = await openNumber(services, wanted.number, request, reply);
    if (opened !== undefined) {
      return 'path' in opened ? reply.redirect(opened.path, 303) : opened.page;
    }
  }
  const terms = wanted.by === 'terms' ? wanted.terms : [];
  const staffId = request.staff?.id ?? '';
  const result = await services.stores.inbox.search({
    sections: request.staffSections('cases.list'),
    terms,
    limit: PAGE_ROWS,
    offset: page * PAGE_ROWS,
    among: AMONG,
    reader: staffId,
  });
  const by = { actor: `staff:${request.staff?.login ?? ''}`, at: services.clock.now() };
  await services.stores.protections.noteSearch(terms, staffId, by);
  if (terms.length > 0) {
    const subject = [...new Set(terms.map(({ kind }) => kind))].join(' ');
    await noteList(services, request, { action: 'cases.searched', subject, rows: result.rows });
  }
  if (wanted.by === 'nothing') reply.code(422);
  const rows = await withReadableNames(services, request, result.rows);
  const view = searchView(services, request, { typed, page, ...result, rows });
  return reply.officePage('office/case-list-search', view);
}
