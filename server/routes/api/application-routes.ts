import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Attachment } from '../../domain/attachments/attachment.ts';
import { type ApiToken, mayFetch } from '../../domain/hand-over/api-token.ts';
import type { Acknowledgement } from '../../domain/hand-over/hand-over-store.ts';
import { caseVersion, type HandedCase } from '../../domain/hand-over/handed-case.ts';
import { applicationRecord, inTokyo } from '../../domain/output/application-record.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { applicantMarks } from '../../domain/protections/person-marks.ts';
import type { Services } from '../../services.ts';
import { sendFile } from '../attachments/send-file.ts';
import { printApplication } from '../documents/print-application.ts';
import { sendSealed } from '../documents/sealed-files.ts';
import { refuse } from './api-errors.ts';
import {
  type ACKNOWLEDGEMENT,
  type APPLICATION,
  NEW_ACKNOWLEDGEMENT,
  RECORD_SCHEMA,
} from './api-schemas.ts';
import { apiActor } from './api-token-check.ts';

interface Opened {
  readonly handed: HandedCase;
  readonly procedure: Procedure;
  readonly token: ApiToken;
}

type Answer = (opened: Opened, request: FastifyRequest, reply: FastifyReply) => unknown;

/** A system is none of the named few, whoever works with it. */
async function isProtected(
  { stores, clock }: Services,
  { application }: HandedCase,
  procedure: Procedure | undefined,
): Promise<boolean> {
  const marks = procedure ? applicantMarks(procedure, application.answers) : [];
  await stores.protections.match([{ applicationId: application.id, marks }], clock.now());
  return (await stores.protections.keptFrom('')).has(application.id);
}

/** Finds the case, refuses what the token is not for, and writes down that it was read. */
function withCase(services: Services, action: string, answer: Answer) {
  const { stores, library, clock, procedureVersion } = services;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { id } = request.params as { id: string };
    const token = request.apiToken as ApiToken;
    const [handed] = await stores.handOver.read([id]);
    if (handed === undefined) return refuse(reply, 'not_found');
    const { procedureId, version } = handed.application;
    const allowed = mayFetch(token, knownProcedure(library, procedureId));
    const procedure = await procedureVersion(procedureId, version);
    const isKept = allowed && (await isProtected(services, handed, procedure));
    await stores.audit.append({
      at: clock.now(),
      actor: apiActor(request),
      action: allowed && !isKept ? action : 'api.refused',
      subject: id,
      detail: { path: request.routeOptions.url ?? '' },
    });
    if (!allowed) return refuse(reply, 'not_in_scope');
    if (isKept) return refuse(reply, 'protected');
    if (procedure === undefined) return refuse(reply, 'not_found');
    return answer({ handed, procedure, token }, request, reply);
  };
}

function acknowledgement(one: Acknowledgement): z.infer<typeof ACKNOWLEDGEMENT> {
  return { case_version: one.version, at: inTokyo(one.at), reference: one.reference };
}

/** What was sent under seal, as it is. */
async function sealedPart(
  { stores }: Services,
  id: string,
  files: readonly Attachment[],
): Promise<z.infer<typeof APPLICATION>['sealed']> {
  const sealed = (await stores.sealedAnswers.listFor(id)).at(-1);
  if (sealed === undefined) return null;
  const { recipient, body } = sealed;
  return { recipient, body: body.toString('base64'), attachments: files.map((file) => file.id) };
}

async function sendRecord(
  services: Services,
  { handed, procedure, token }: Opened,
): Promise<z.infer<typeof APPLICATION>> {
  const { stores } = services;
  const { application, events } = handed;
  const [files, known] = await Promise.all([
    stores.attachments.listFor(application.id),
    stores.handOver.acknowledged(token.id, [application.id]),
  ]);
  const { items, ...record } = applicationRecord(procedure, application, events);
  const before = known.get(application.id);
  return {
    schema: RECORD_SCHEMA,
    id: application.id,
    case_version: caseVersion(handed),
    ...record,
    closed_at: application.closedAt && inTokyo(application.closedAt),
    items,
    attachments: (procedure.sealed ? [] : files).map(({ id, key, name, type, bytes, sha256 }) => ({
      id,
      key,
      name,
      type,
      bytes,
      sha256,
    })),
    sealed: procedure.sealed ? await sealedPart(services, application.id, files) : null,
    acknowledgement: before ? acknowledgement(before) : null,
  };
}

async function sendForm(services: Services, { handed, procedure }: Opened, reply: FastifyReply) {
  if (procedure.sealed) return refuse(reply, 'not_found');
  const { application, events } = handed;
  const attachments = await services.stores.attachments.listFor(application.id);
  const parts = { procedure, application, events, attachments };
  const pdf = await printApplication(services, parts);
  return reply
    .type('application/pdf')
    .header('Content-Disposition', `attachment; filename="${application.number}.pdf"`)
    .send(Buffer.from(pdf));
}

async function acknowledge(
  { stores, clock }: Services,
  { handed, token }: Opened,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const read = NEW_ACKNOWLEDGEMENT.safeParse(request.body);
  if (!read.success) return refuse(reply, 'bad_request');
  const { case_version: version, reference = null } = read.data;
  if (version > caseVersion(handed)) return refuse(reply, 'version_unknown');
  const applicationId = handed.application.id;
  const by = { actor: apiActor(request), at: clock.now(), logged: true };
  const [kept] = await stores.handOver.acknowledge(
    token.id,
    [{ applicationId, version, reference }],
    by,
  );
  return acknowledgement(kept as Acknowledgement);
}

/** One case: its record, its files, its form, and that a system has it. */
export function applicationRoutes(app: FastifyInstance, services: Services): void {
  const { stores } = services;
  const base = '/api/v1/applications/:id';
  app.get(
    base,
    withCase(services, 'api.record_read', (opened) => sendRecord(services, opened)),
  );
  app.get(
    `${base}/form.pdf`,
    withCase(services, 'api.form_read', (opened, _request, reply) =>
      sendForm(services, opened, reply),
    ),
  );
  app.get(
    `${base}/attachments/:attachmentId`,
    withCase(services, 'api.attachment_read', async ({ handed, procedure }, request, reply) => {
      const { attachmentId } = request.params as { attachmentId: string };
      const files = await stores.attachments.listFor(handed.application.id);
      if (!files.some(({ id }) => id === attachmentId)) return refuse(reply, 'not_found');
      if (!procedure.sealed) return sendFile(services, reply, files, attachmentId);
      const content = await services.attachmentFiles.openSealed(attachmentId);
      return sendSealed(reply, `${attachmentId}.age`, content);
    }),
  );
  app.post(
    `${base}/acknowledgements`,
    { config: { csrf: 'machine' } },
    withCase(services, 'api.acknowledging', (opened, request, reply) =>
      acknowledge(services, opened, request, reply),
    ),
  );
}
