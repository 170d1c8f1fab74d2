import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { reviewAccess, UNUSED_DAYS } from '../../domain/audit/access-review.ts';
import { officePaths } from '../../http/office-paths.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { breachCsv, breachText, logCsv } from './audit-files.ts';
import { type AskedLog, questionText, readAsked } from './audit-query.ts';
import { lastVerification, logNames, logRows, questionFields } from './audit-view.ts';
import { ROLE_LABELS, roleName, sectionNames } from './staff-words.ts';

const PAGE = 50;
const config = { staff: 'audit.read' } as const;

interface View {
  readonly action: string;
  readonly subject?: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** Whoever looks at the log stands in it: one entry for each view or file. */
function noteView(
  { stores, clock }: Services,
  request: FastifyRequest,
  { action, subject = '', detail = {} }: View,
): Promise<void> {
  const actor = `staff:${request.staff?.login ?? ''}`;
  return stores.audit.append({ at: clock.now(), actor, action, subject, detail });
}

function pageLinks(asked: AskedLog, next: number | null) {
  const { question, before } = asked;
  return {
    older: next === null ? undefined : officePaths.audit(questionText(question, next)),
    newest: before === null ? undefined : officePaths.audit(questionText(question)),
  };
}

async function showLog(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const asked = await readAsked(services, request);
  const names = await logNames(services);
  const wrong = Object.keys(asked.errors).length > 0;
  const page = wrong
    ? { entries: [], next: null, stopped: false }
    : await services.stores.audit.page(asked.filter, asked.before, PAGE);
  const rows = await logRows(services, page, names);
  if (!wrong) {
    const [first, last] = [page.entries[0]?.seq ?? 0, page.entries.at(-1)?.seq ?? 0];
    const detail = { ...asked.logged, newest: first, oldest: last };
    await noteView(services, request, { action: 'audit.viewed', detail });
  }
  const anchors = await services.papers.auditAnchors.list();
  reply.code(wrong ? 422 : 200);
  return reply.officePage('office/audit', {
    title: '操作の記録',
    styles: ['office-records.css'],
    hasErrors: wrong,
    question: questionFields(asked, names),
    rows,
    stopped: page.stopped,
    links: pageLinks(asked, page.next),
    verification: await lastVerification(services),
    anchors: anchors
      .slice(-7)
      .reverse()
      .map((day) => ({ href: officePaths.auditAnchor(day), label: formatJstDate(day, 'ja') })),
  });
}

function sendFile(
  reply: FastifyReply,
  { name, type, content }: { name: string; type: string; content: AsyncIterable<string> | string },
) {
  reply.type(`${type}; charset=utf-8`);
  reply.header('content-disposition', `attachment; filename="${name}"`);
  return reply.send(typeof content === 'string' ? content : Readable.from(content));
}

/** A file of the chosen part of the log; a wrong question gets the page that says so. */
function exportRoute(
  services: Services,
  file: {
    readonly action: string;
    readonly name: string;
    readonly type: string;
    content(asked: AskedLog): Promise<string> | AsyncIterable<string>;
  },
) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const asked = await readAsked(services, request);
    if (Object.keys(asked.errors).length > 0) return showLog(services, request, reply);
    await noteView(services, request, { action: file.action, detail: asked.logged });
    const day = todayInTokyo(services.clock.now()).replaceAll('-', '');
    const content = await file.content(asked);
    const [stem, ending] = file.name.split('.');
    return sendFile(reply, { name: `${stem}-${day}.${ending}`, type: file.type, content });
  };
}

async function showAccess(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const now = clock.now();
  const since = new Date(now.getTime() - UNUSED_DAYS * 86_400_000);
  const [staff, signIns] = await Promise.all([
    stores.staff.list(),
    stores.audit.lastTimes(['staff.signed_in'], since),
  ]);
  const held = reviewAccess(staff, signIns, todayInTokyo(now));
  await noteView(services, request, { action: 'audit.access_viewed' });
  const sections = sectionNames(services);
  const people = held.map((one) => ({
    name: one.name,
    login: one.login,
    role: roleName(one, sections),
    since: formatJstDate(one.since, 'ja'),
    until: one.until && formatJstDate(one.until, 'ja'),
    lastSignIn: one.lastSignIn && formatJstDate(todayInTokyo(one.lastSignIn), 'ja'),
    privileged: one.privileged,
  }));
  const privileged = (['system_admin', 'procedure_admin', 'auditor'] as const)
    .map((role) => ROLE_LABELS[role])
    .join('、');
  return reply.officePage('office/audit-access', {
    title: '権限を持つ人の一覧',
    styles: ['office-records.css'],
    today: formatJstDate(todayInTokyo(now), 'ja'),
    days: UNUSED_DAYS,
    privileged,
    people,
    unused: new Set(people.filter(({ lastSignIn }) => !lastSignIn).map(({ login }) => login)).size,
  });
}

/** For auditors: the log, its anchors, who saw what, who may do what. */
export async function auditRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(officePaths.audit(), { config }, (request, reply) => showLog(services, request, reply));
  app.get(
    officePaths.auditExport(),
    { config },
    exportRoute(services, {
      action: 'audit.exported',
      name: 'audit-log.csv',
      type: 'text/csv',
      content: ({ filter }) => logCsv(services, filter),
    }),
  );
  app.get(
    officePaths.breachReport('csv'),
    { config },
    exportRoute(services, {
      action: 'audit.breach_report_exported',
      name: 'breach-report.csv',
      type: 'text/csv',
      content: ({ filter }) => breachCsv(services, filter),
    }),
  );
  app.get(
    officePaths.breachReport('txt'),
    { config },
    exportRoute(services, {
      action: 'audit.breach_report_exported',
      name: 'breach-report.txt',
      type: 'text/plain',
      content: ({ filter }) => breachText(services, filter),
    }),
  );
  app.get(officePaths.accessReview(), { config }, (request, reply) =>
    showAccess(services, request, reply),
  );
  app.get<{ Params: { day: string } }>(
    '/office/audit/anchors/:day',
    { config },
    async (request, reply) => {
      const { day } = request.params;
      const known = (await services.papers.auditAnchors.list()).includes(day);
      const text = known ? await services.papers.auditAnchors.read(day) : undefined;
      if (text === undefined) return reply.callNotFound();
      await noteView(services, request, { action: 'audit.anchor_viewed', subject: day });
      return reply.type('text/plain; charset=utf-8').send(text);
    },
  );
}
