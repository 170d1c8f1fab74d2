import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deleteDue } from '../../domain/retention/delete-due.ts';
import { reportDue } from '../../domain/retention/due-cases.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { retentionHoldRoutes } from './retention-hold-routes.ts';
import {
  countRows,
  deletionLine,
  deletionPaper,
  dueRows,
  procedureTitle,
  ruleOf,
} from './retention-words.ts';

const config = { staff: 'retention.run' } as const;
/** Cases that one press of the button deletes: as long as somebody waits for an answer. */
const AT_ONCE = 1000;

const note = (
  { stores, clock }: Services,
  request: FastifyRequest,
  action: string,
  { subject = '', ...detail }: { readonly subject?: string; readonly due?: number } = {},
) =>
  stores.audit.append({
    at: clock.now(),
    actor: `staff:${request.staff?.login ?? ''}`,
    action,
    subject,
    detail,
  });

function dueNow({ stores, library, clock }: Services) {
  return reportDue(stores.retention, ruleOf(library), todayInTokyo(clock.now()));
}

async function show(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  error?: string,
) {
  const { stores, library, papers, clock } = services;
  const report = await dueNow(services);
  const [holds, certificates] = await Promise.all([
    stores.retention.holds(),
    papers.deletions.list(),
  ]);
  await note(services, request, 'retention.viewed', { due: report.total });
  reply.code(error === undefined ? 200 : 422);
  return reply.officePage('office/retention', {
    title: '保存と削除',
    styles: ['office-records.css'],
    hasErrors: error !== undefined,
    error,
    today: formatJstDate(todayInTokyo(clock.now()), 'ja'),
    total: report.total,
    atOnce: AT_ONCE,
    rows: dueRows(library, report),
    open: countRows(library, report.open),
    withoutRule: countRows(library, report.withoutRule),
    holds: holds.map((hold) => ({
      number: hold.number,
      title: procedureTitle(library, hold.procedureId),
      reason: hold.reason,
      who: hold.staffName,
      since: formatJstDate(todayInTokyo(hold.at), 'ja'),
    })),
    certificates: certificates
      .slice(-20)
      .reverse()
      .map((run) => ({ href: officePaths.deletionCertificate(run), run })),
  });
}

async function run(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, library, papers, clock, attachmentFiles: files } = services;
  const posted = postedText(request);
  if (posted('confirm') !== 'yes') {
    const error = '内容を確かめて、「上の申請を消します」にチェックを入れてください。';
    return show(services, request, reply, error);
  }
  const { total } = await dueNow(services);
  if (posted('expected') !== String(total)) {
    const error = `消す申請の数が、さっき見たときから変わりました（今は${total}件）。表をもう一度確かめてください。`;
    return show(services, request, reply, error);
  }
  const deletion = await deleteDue(
    { retention: stores.retention, audit: stores.audit, files, papers: papers.deletions, clock },
    {
      ruleOf: ruleOf(library),
      actor: `staff:${request.staff?.login ?? ''}`,
      limit: AT_ONCE,
      line: (one) => deletionLine(library, one),
      paper: (done) => deletionPaper(library, done, request.staff?.name),
    },
  );
  if (deletion.cases.length === 0) return reply.redirect(officePaths.retention(), 303);
  return reply.redirect(officePaths.deletionCertificate(deletion.run), 303);
}

/** What is kept how long, what would go, and its going. */
export async function retentionRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(officePaths.retention(), { config }, (request, reply) => show(services, request, reply));
  app.post(officePaths.retention(), { config }, (request, reply) => run(services, request, reply));
  app.get<{ Params: { run: string } }>(
    '/office/retention/certificates/:run',
    { config },
    async (request, reply) => {
      const { run: name } = request.params;
      const known = (await services.papers.deletions.list()).includes(name);
      const paper = known ? await services.papers.deletions.read(name) : undefined;
      if (paper === undefined) return reply.callNotFound();
      await note(services, request, 'retention.certificate_viewed', { subject: name });
      return reply.officePage('office/retention-certificate', {
        title: '削除の証明書',
        styles: ['office-records.css'],
        paper,
      });
    },
  );
  await retentionHoldRoutes(app, services);
}
