import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Attachment } from '../../../domain/attachments/attachment.ts';
import { DomainError } from '../../../domain/errors.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { sendFile } from '../../attachments/send-file.ts';
import { printApplication } from '../../documents/print-application.ts';
import { isOwnType } from './documents-view.ts';
import { type OpenCase, withCase } from './open-case.ts';
import { noteViewing } from './viewers.ts';

/** Its bytes for saving, under a name and a type that no viewer opens by itself. */
async function sendUnknown(
  { attachmentFiles }: Services,
  reply: FastifyReply,
  { id }: Attachment,
): Promise<Buffer> {
  reply
    .type('application/octet-stream')
    .header('Content-Disposition', `attachment; filename="${id}.bin"`)
    .header('Content-Security-Policy', "sandbox; default-src 'none'")
    .header('X-Content-Type-Options', 'nosniff')
    .header('Cache-Control', 'no-store');
  return attachmentFiles.open(id);
}

/** What it is and why it is not shown; never its content. */
function notShown(
  reply: FastifyReply,
  { application }: OpenCase,
  file: Attachment,
  why: 'kind' | 'gone',
) {
  reply.code(why === 'kind' ? 415 : 410);
  return reply.officePage('office/case/file-not-shown', {
    title: 'この書類は表示できません',
    name: file.name,
    type: file.type,
    why,
    save: `${officePaths.caseFile(application.id, file.id)}?save=1`,
    back: officePaths.case(application.id),
  });
}

async function showFile(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { attachmentId } = request.params as { attachmentId: string };
  const files = await services.stores.attachments.listFor(found.application.id);
  const file = files.find(({ id }) => id === attachmentId);
  if (file === undefined) throw new DomainError('page_not_found');
  const isOwn = isOwnType(file);
  const isSaved = (request.query as { save?: string }).save === '1';
  if (!isOwn && !isSaved) return notShown(reply, found, file, 'kind');
  await noteViewing(services, found, 'case.file_opened', { attachment: file.id });
  const ownPolicy = reply.getHeader('Content-Security-Policy');
  try {
    return isOwn
      ? await sendFile(services, reply, files, file.id)
      : await sendUnknown(services, reply, file);
  } catch (error) {
    request.log.error({ err: error, attachmentId }, 'a kept file can not be opened');
    // From here on it is a page again.
    reply
      .removeHeader('Content-Disposition')
      .header('Content-Security-Policy', ownPolicy)
      .type('text/html; charset=utf-8');
    return notShown(reply, found, file, 'gone');
  }
}

async function print(services: Services, found: OpenCase, reply: FastifyReply) {
  const { application, procedure } = found;
  if (procedure.sealed) throw new DomainError('page_not_found');
  const attachments = await services.stores.attachments.listFor(application.id);
  await noteViewing(services, found, 'case.printed');
  const pdf = await printApplication(services, { ...found, attachments });
  return reply
    .type('application/pdf')
    .header('Content-Disposition', `inline; filename="${application.number}.pdf"`)
    .header('Cache-Control', 'private, no-store')
    .send(Buffer.from(pdf));
}

/** Documents that were handed in, and the application as its form. */
export async function caseFileRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'cases.read' as const };
  app.get(
    '/office/cases/:id/files/:attachmentId',
    { config },
    withCase(services, 'cases.read', (found, request, reply) =>
      showFile(services, found, request, reply),
    ),
  );
  app.get(
    '/office/cases/:id/application.pdf',
    { config },
    withCase(services, 'cases.read', (found, _request, reply) => print(services, found, reply)),
  );
}
