import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RefusedFile } from '../../domain/attachments/receive-uploads.ts';
import { addAttachments } from '../../domain/cases/add-attachments.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken, isCsrfValid } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { type GrantedApplication, grantedApplication } from '../status/application-context.ts';
import { type CaseDocument, caseDocuments } from './case-documents.ts';
import { documentPageView } from './document-page-view.ts';
import { addedOf, roomOf, takeFiles } from './form-document.ts';
import { sendFile } from './send-file.ts';
import { openUpload, type UploadRequest } from './upload-request.ts';

interface CaseParams {
  readonly applicationId: string;
  readonly key: string;
  readonly file?: string;
}

interface Found {
  readonly granted: GrantedApplication;
  readonly document: CaseDocument;
}

/** @throws DomainError access_denied; page_not_found when the case has no such document */
async function findDocument(services: Services, request: FastifyRequest): Promise<Found> {
  const { applicationId, key } = request.params as CaseParams;
  const granted = await grantedApplication(services, request, applicationId);
  const events = await services.stores.applications.events(applicationId);
  const documents = await caseDocuments(services, granted, events);
  const document = documents.find(({ rule }) => rule.key === key);
  if (document === undefined) throw new DomainError('page_not_found');
  return { granted, document };
}

function render(
  services: Services,
  reply: FastifyReply,
  { granted, document }: Found,
  said: { readonly refused?: readonly RefusedFile[]; readonly added?: number },
) {
  const { locale, words } = reply.request;
  const { application, procedure } = granted;
  return reply.page(
    'attachments/document',
    documentPageView({
      procedure,
      words,
      municipality: services.library.municipality,
      rule: document.rule,
      files: document.files,
      action: paths.statusAttachment(locale, application.id, document.rule.key),
      next: { href: paths.statusApplication(locale, application.id), word: 'to_status' },
      csrf: csrfToken(reply),
      removable: false,
      postponable: false,
      open: document.open,
      refused: said.refused ?? [],
      added: said.added ?? 0,
    }),
  );
}

async function receive(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  upload: UploadRequest,
) {
  const found = await findDocument(services, request);
  if (!isCsrfValid(request)) throw new DomainError('form_expired');
  const { document, granted } = found;
  if (!document.open) throw new DomainError('transition_not_allowed');
  const { rule } = document;
  const owner = { ...document, ownerId: granted.application.id };
  const received = await takeFiles(services, upload, owner, (attachments) =>
    addAttachments(services.stores, services.clock, {
      rule,
      attachments,
      maxBytes: roomOf(services),
    }),
  );
  if (received.refused.length > 0) {
    reply.code(422);
    const said = { refused: received.refused, added: received.taken };
    return render(services, reply, await findDocument(services, request), said);
  }
  const page = paths.statusAttachment(request.locale, granted.application.id, rule.key);
  return reply.redirect(`${page}?added=${received.taken}`, 303);
}

async function postFiles(services: Services, request: FastifyRequest, reply: FastifyReply) {
  if (!request.isMultipart()) throw new DomainError('form_expired');
  const upload = await openUpload(request, reply);
  request.body = upload.fields;
  try {
    return await receive(services, request, reply, upload);
  } finally {
    await upload.drain();
  }
}

/** Documents of an application that has been sent: handed in later, and looked at again. */
export async function caseDocumentRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const max = services.config.mode === 'sample' ? 600 : 120;
  const config = { csrf: 'own' as const, rateLimit: { max, timeWindow: '1 minute' } };
  const url = '/:locale/status/:applicationId/attachments/:key';
  await app.register(async (scope) => {
    await scope.register(multipart);
    scope.get(url, async (request, reply) => {
      const found = await findDocument(services, request);
      return render(services, reply, found, { added: addedOf(request.query as RawInput) });
    });
    scope.post(url, { config }, (request, reply) => postFiles(services, request, reply));
    scope.get(`${url}/:file`, async (request, reply) => {
      const { document } = await findDocument(services, request);
      const { file = '' } = request.params as CaseParams;
      return sendFile(services, reply, document.files, file);
    });
  });
}
