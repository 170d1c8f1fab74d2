import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { RefusedMail } from '../../domain/notifications/refused-mail.ts';
import { knownProcedure, knownProcedures } from '../../domain/procedures/known-procedure.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { momentText } from '../apply/format-text.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { settleRefusedMail } from './failed-mails-settle.ts';
import { refusedView } from './messages-view.ts';
import { PROTECTED_NAME } from './protections-words.ts';

const PAGE = 100;
/** Waiting for three hours: no longer a passing trouble of somebody's server. */
const MANY_ATTEMPTS = 8;

/** Procedures whose section may be seen by whoever asks. */
function procedureIds({ library }: Services, request: FastifyRequest): readonly string[] {
  const sections = request.staffSections('messages.failed');
  return knownProcedures(library)
    .filter(({ section }) => sections.includes(section))
    .map(({ id }) => id);
}

/** Mails that no server takes are the whole town's trouble: shown to who sees all of it. */
async function stuckMails({ stores, library, words }: Services, request: FastifyRequest) {
  const sections = request.staffSections('messages.failed');
  const isAll = Object.keys(library.municipality.sections).every((key) => sections.includes(key));
  const mails = isAll ? await stores.outbox.stuck(MANY_ATTEMPTS, PAGE) : [];
  return mails.map(({ subject, attempts, nextAt, error }) => ({
    subject,
    attempts,
    error,
    next: momentText(words('ja'), nextAt),
  }));
}

function rowView(
  { library, words }: Services,
  request: FastifyRequest,
  { mail, isKept }: { readonly mail: RefusedMail; readonly isKept: boolean },
) {
  const procedure = knownProcedure(library, mail.procedureId);
  const mayRead = procedure !== undefined && request.staffMay('cases.read', procedure.section);
  return {
    ...refusedView([mail], { ours: words('ja'), of: words })[0],
    ...(isKept && { reason: PROTECTED_NAME }),
    number: mail.number,
    procedure: procedure ? procedurePlain(procedure, words('ja'), 'title') : mail.procedureId,
    applicationId: mail.applicationId,
    href: mayRead && !isKept ? officePaths.caseMessages(mail.applicationId) : undefined,
  };
}

async function showFailedMails(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const mails = await stores.outbox.refused(procedureIds(services, request), PAGE);
  const kept = await stores.protections.keptFrom(request.staff?.id ?? '');
  await stores.audit.append({
    at: clock.now(),
    actor: `staff:${request.staff?.login ?? ''}`,
    action: 'mails.failed_listed',
    subject: 'failed-mails',
    detail: { applications: mails.map(({ applicationId }) => applicationId).join(' ') },
  });
  return reply.officePage('office/failed-mails', {
    title: '届かないメール',
    styles: ['office-messages.css'],
    rows: mails.map((mail) =>
      rowView(services, request, { mail, isKept: kept.has(mail.applicationId) }),
    ),
    isCut: mails.length === PAGE,
    stuck: await stuckMails(services, request),
    action: officePaths.failedMails(),
  });
}

async function settle(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, procedureVersion } = services;
  const application = await stores.applications.find(postedText(request)('application'));
  if (application === undefined) throw new DomainError('application_not_found');
  const procedure = await procedureVersion(application.procedureId, application.version);
  if (!procedure || !request.staffMay('messages.failed', procedure.section)) {
    return reply.notPermitted('messages.failed', application.id);
  }
  await settleRefusedMail(services, request, application);
  return reply.redirect(officePaths.failedMails(), 303);
}

/** Mails that did not arrive, of all cases that somebody looks after. */
export async function failedMailRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'messages.failed' as const };
  app.get(officePaths.failedMails(), { config }, (request, reply) =>
    showFailedMails(services, request, reply),
  );
  app.post(officePaths.failedMails(), { config }, (request, reply) =>
    settle(services, request, reply),
  );
}
