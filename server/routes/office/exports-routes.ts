import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createExportDesk, type ExportDesk } from '../../domain/hand-over/export-desk.ts';
import { type ExportJob, isUnderWay } from '../../domain/hand-over/export-job.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import { officePaths } from '../../http/office-paths.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { printApplication } from '../documents/print-application.ts';
import { sealedEntries } from '../documents/sealed-files.ts';
import { exportableProcedures, exportsPage, readExport, typedExport } from './exports-form.ts';
import { exportPage, ownJob, sendExport } from './exports-job.ts';

/** More than these need `exports.bulk`. */
const A_FEW = 100;
/** Of one person, at once: others wait behind them. */
const MOST_UNDER_WAY = 3;

function openDesk(services: Services, app: FastifyInstance): ExportDesk {
  const { stores, clock, attachmentFiles, exportFiles, procedureVersion } = services;
  return createExportDesk({
    handOver: stores.handOver,
    audit: stores.audit,
    protections: stores.protections,
    files: exportFiles,
    clock,
    procedureVersion,
    papers: {
      attachments: (id) => stores.attachments.listFor(id),
      open: (id) => attachmentFiles.open(id),
      sealed: (id) => sealedEntries(services, id),
      print: (procedure, { application, events }, attachments) => {
        const parts = { procedure, application, events, attachments };
        return printApplication(services, parts);
      },
    },
    onError: (error, jobId) => app.log.error({ err: error, jobId }, 'an export failed'),
  });
}

async function startExport(
  services: Services,
  desk: ExportDesk,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const typed = typedExport(request.body, todayInTokyo(services.clock.now()));
  const groups = exportableProcedures(services, request);
  const known = groups.flatMap(({ procedures }) => procedures.map(({ id }) => id));
  const read = readExport(typed, known);
  if ('problems' in read) return exportsPage(services, desk, reply, { typed, ...read });
  const { query } = read;
  const { staff } = request;
  const procedure = knownProcedure(services.library, query.procedureId);
  if (staff === undefined || procedure === undefined) return exportsPage(services, desk, reply);
  const told = (text: string) =>
    exportsPage(services, desk, reply, { typed, problems: { procedure: text } });
  if (procedure.sealed && query.format !== 'zip') {
    return told('この手続の申請は、封をしてあります。形式は ZIP を選んでください。');
  }
  const own = await desk.listOf(staff.id);
  if (own.filter(isUnderWay).length >= MOST_UNDER_WAY) {
    return told('書き出しを3つ作っています。終わってから、もう一度始めてください。');
  }
  if (!request.staffMay('exports.bulk', procedure.section)) {
    const count = await desk.count(query, A_FEW);
    if (count > A_FEW) {
      return told(
        `${A_FEW}件を超えます。受付日の期間を短くするか、状態をしぼってください。まとめて書き出すときは、課長に頼んでください。`,
      );
    }
  }
  const job = await desk.start({ query, procedure, staffId: staff.id, login: staff.login });
  return reply.redirect(officePaths.export(job.id), 303);
}

/** Files for the core systems. */
export async function exportRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const desk = openDesk(services, app);
  app.addHook('onClose', () => desk.close());
  const config = { staff: 'exports.make' as const };

  app.get(officePaths.exports(), { config }, (_request, reply) =>
    exportsPage(services, desk, reply),
  );
  app.post(officePaths.exports(), { config }, (request, reply) =>
    startExport(services, desk, request, reply),
  );

  const withJob =
    (act: (job: ExportJob, reply: FastifyReply) => unknown) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const job = await ownJob(services, desk, request);
      if (job === 'not_permitted') {
        return reply.notPermitted('exports.make', (request.params as { id: string }).id);
      }
      return act(job, reply);
    };
  const back = ({ id }: ExportJob, reply: FastifyReply) =>
    reply.redirect(officePaths.export(id), 303);

  app.get(
    '/office/exports/:id',
    { config },
    withJob((job, reply) => exportPage(services, desk, reply, job)),
  );
  app.post(
    '/office/exports/:id/cancel',
    { config },
    withJob(async (job, reply) => {
      await desk.cancel(job);
      return back(job, reply);
    }),
  );
  app.post(
    '/office/exports/:id/accept',
    { config },
    withJob(async (job, reply) => {
      await desk.accept(job);
      return back(job, reply);
    }),
  );
  app.post(
    '/office/exports/:id/file',
    { config, compress: false },
    withJob(async (job, reply) => {
      if (job.state !== 'ready') return back(job, reply);
      if (await desk.holdsProtected(job)) {
        await desk.cancel(job);
        return reply.redirect(`${officePaths.export(job.id)}?protected=1`, 303);
      }
      return sendExport(desk, reply, job, (error) =>
        app.log.info({ err: error, jobId: job.id }, 'a file did not arrive'),
      );
    }),
  );
}
