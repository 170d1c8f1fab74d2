import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Upload } from '../../../domain/attachments/receive-uploads.ts';
import { createImportDesk, type ImportDesk } from '../../../domain/bills/import-desk.ts';
import type { ImportJob } from '../../../domain/bills/import-job.ts';
import { sampleFile } from '../../../domain/bills/sample-file.ts';
import { DomainError } from '../../../domain/errors.ts';
import { askProvider } from '../../../domain/payments/ask-provider.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { isCsrfValid } from '../../../http/session.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import { orderedId } from '../../../lib/ordered-id.ts';
import { paymentDesk } from '../../../payment-desk.ts';
import type { Services } from '../../../services.ts';
import { openUpload, type UploadRequest } from '../../attachments/upload-request.ts';
import { importPage } from './bill-import-page.ts';
import { importsPage } from './bill-imports-list.ts';

/** A hundred thousand rows are about twelve. */
const MOST_BYTES = 64 * 1024 * 1024;
const NAME_LETTERS = 100;

function openDesk(services: Services, app: FastifyInstance): ImportDesk {
  const { stores, clock, billImportFiles: files, revenue } = services;
  const desk = paymentDesk(services);
  return createImportDesk({
    bills: stores.bills,
    files,
    audit: stores.audit,
    clock,
    items: revenue.items,
    // Without an answer the payment stays in doubt, and a sweep asks again: the file goes on.
    closePayment: (chargeId) =>
      askProvider(desk, chargeId, { closing: true }).then(
        () => undefined,
        (error: unknown) => app.log.error({ err: error, chargeId }, 'a payment was not closed'),
      ),
    onError: (error, jobId) => app.log.error({ err: error, jobId }, 'an import of bills failed'),
  });
}

type Kept = Pick<ImportJob, 'id' | 'fileName' | 'fileHash'>;

/** The file of the form, kept; or what is wrong with it. */
async function keepFile(
  { billImportFiles, clock }: Services,
  { name, content }: Upload,
): Promise<Kept | 'too_large'> {
  const id = orderedId(clock.now());
  const fileHash = await billImportFiles.keep(id, content, MOST_BYTES);
  if (fileHash === undefined) return 'too_large';
  return { id, fileName: name.slice(-NAME_LETTERS), fileHash };
}

async function receive(
  services: Services,
  desk: ImportDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  upload: UploadRequest,
) {
  if (!isCsrfValid(request)) throw new DomainError('form_expired');
  const { staff } = request;
  if (staff === undefined) throw new DomainError('form_expired');
  for await (const file of upload.uploads) {
    const kept = await keepFile(services, file);
    if (kept === 'too_large') return importsPage(services, reply, 'too_large');
    await desk.check({ ...kept, staffId: staff.id, login: staff.login });
    return reply.redirect(financePaths.billImport(kept.id), 303);
  }
  return importsPage(services, reply, 'no_file');
}

async function postFile(
  services: Services,
  desk: ImportDesk,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (!request.isMultipart()) {
    if (!isCsrfValid(request)) throw new DomainError('form_expired');
    return importsPage(services, reply, 'no_file');
  }
  const upload = await openUpload(request, reply);
  request.body = upload.fields;
  try {
    return await receive(services, desk, request, reply, upload);
  } finally {
    await upload.drain();
  }
}

/** @throws DomainError page_not_found */
async function jobOf({ billImportFiles }: Services, request: FastifyRequest): Promise<ImportJob> {
  const job = await billImportFiles.load((request.params as { id: string }).id);
  if (job === undefined) throw new DomainError('page_not_found');
  return job;
}

/** 納付書の取り込み: a file is looked at first, then taken over whole. */
export async function billImportRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const desk = openDesk(services, app);
  app.addHook('onReady', () => desk.resume());
  app.addHook('onClose', () => desk.close());
  const config = { staff: 'bills.manage' as const };
  await app.register(async (scope) => {
    await scope.register(multipart);
    scope.get(financePaths.billImports(), { config }, (_request, reply) =>
      importsPage(services, reply),
    );
    scope.post(
      financePaths.billImports(),
      { config: { ...config, csrf: 'own' as const } },
      (request, reply) => postFile(services, desk, request, reply),
    );
  });
  app.get(financePaths.billImportSample(), { config }, (_request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="bills-sample.csv"')
      .send(sampleFile(todayInTokyo(services.clock.now()))),
  );
  app.get('/office/finance/bills/imports/:id', { config }, async (request, reply) =>
    importPage(services, reply, await jobOf(services, request)),
  );
  app.post('/office/finance/bills/imports/:id', { config }, async (request, reply) => {
    const job = await jobOf(services, request);
    await desk.start(job, `staff:${request.staff?.login}`);
    return reply.redirect(financePaths.billImport(job.id), 303);
  });
}
