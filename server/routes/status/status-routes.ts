import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Application } from '../../domain/applications/application.ts';
import { isUntouched, startDraft } from '../../domain/applications/start-draft.ts';
import {
  findWithdrawalTerms,
  withdrawApplication,
} from '../../domain/applications/withdraw-application.ts';
import type { WaitingLine } from '../../domain/bookings/waiting-list.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import { seatGiving } from '../../integrations/mail/seat-giving.ts';
import { normaliseAccessCode, normaliseReceiptNumber } from '../../lib/access-code.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { currentPlace, findProcedure, stateOf } from '../apply/apply-context.ts';
import { contactView } from '../apply/contact-view.ts';
import { refusePaused } from '../apply/paused.ts';
import { caseDocuments } from '../attachments/case-documents.ts';
import { grantEnd, grantedApplication } from './application-context.ts';
import { casePage } from './case-page.ts';
import { caseRoutes } from './case-routes.ts';
import { changeRoutes } from './change-routes.ts';
import { changeSection } from './change-section.ts';
import { lineSection, statusLineRoutes } from './line-routes.ts';
import { messagesSection, statusMessageRoutes } from './messages-routes.ts';
import { otherCharges } from './other-charges.ts';
import { refundsView } from './refunds-view.ts';
import { showStatusForm } from './show-status-form.ts';
import { statusLinkView } from './status-link-view.ts';
import { statusView } from './status-view.ts';
import { withdrawView } from './withdraw-view.ts';

interface StatusParams {
  readonly applicationId: string;
  readonly secret: string;
}

/** Number and code that don't fit give the same answer, whichever of them is wrong. */
async function openByCode(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const raw = (request.body ?? {}) as RawInput;
  const number = normaliseReceiptNumber(String(raw['number'] ?? ''));
  const code = normaliseAccessCode(String(raw['code'] ?? ''));
  const empty: FieldError[] = (['number', 'code'] as const)
    .filter((name) => ({ number, code })[name] === '')
    .map((name) => ({ field: name, input: name, code: `${name}_required` }));
  if (empty.length > 0) {
    reply.code(422);
    return showStatusForm(reply, { raw, errors: empty });
  }
  const application = await services.stores.applications.findByNumberAndCode(number, code);
  if (application === undefined) {
    reply.code(422);
    const errors = [{ field: 'number', input: 'number', code: 'not_found' }];
    return showStatusForm(reply, { raw, errors });
  }
  return grantAndShow(services, request, reply, application);
}

async function grantAndShow(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  application: Application,
) {
  await services.stores.applications.grant({
    sessionHash: reply.startSession(),
    applicationId: application.id,
    expiresAt: grantEnd(services.clock.now()),
  });
  return reply.redirect(paths.statusApplication(request.locale, application.id), 303);
}

async function showStatus(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { applicationId } = request.params as StatusParams;
  const found = await grantedApplication(services, request, applicationId);
  const { application, procedure } = found;
  const { stores, clock } = services;
  const [events, charge, charges, booking, withdrawal, waitingPlace] = await Promise.all([
    stores.applications.events(applicationId),
    stores.charges.findByApplication(applicationId),
    stores.charges.listByApplication(applicationId),
    stores.bookings.findByApplication(applicationId),
    findWithdrawalTerms(stores, clock, procedure, application),
    stores.waitingList.place(applicationId),
  ]);
  const { locale, words } = request;
  const closed = isClosed(application);
  return reply.page(
    'status/status',
    statusView({
      procedure,
      words,
      application,
      events,
      charge,
      refundYen: charges.reduce((sum, one) => sum + one.refundYen, 0),
      otherCharges: otherCharges(charges, words),
      change: await changeSection(services, request, { ...found, events }, charges),
      refunds: refundsView(await stores.refunds.ofApplication(applicationId), words),
      booking,
      withdrawal,
      waitingPlace,
      documents: await caseDocuments(services, found, events),
      casePage: await casePage(services, request, { ...found, events, charge }),
      messages: await messagesSection(services, request, found),
      line: await lineSection(services, request, found),
      again: closed && !procedure.sealed && services.library.procedures.has(procedure.id),
      calendarHref:
        booking && !closed && waitingPlace === undefined
          ? paths.applyCalendar(locale, procedure.id, applicationId)
          : undefined,
      resources: services.resources,
      contact: contactView(procedure, words, services.library.municipality),
      catalogues: services.catalogues,
      csrf: csrfToken(reply),
      paths,
    }),
  );
}

async function showWithdraw(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { applicationId } = request.params as StatusParams;
  const { application, procedure } = await grantedApplication(services, request, applicationId);
  const withdrawal = await findWithdrawalTerms(
    services.stores,
    services.clock,
    procedure,
    application,
  );
  if (!withdrawal.allowed) throw new DomainError('withdrawal_not_allowed');
  return reply.page(
    'status/withdraw',
    withdrawView({
      procedure,
      words: request.words,
      application,
      withdrawal,
      contact: contactView(procedure, request.words, services.library.municipality),
      csrf: csrfToken(reply),
      paths,
    }),
  );
}

/** Lines for the seats that this application holds. */
async function linesOf({ stores }: Services, applicationId: string): Promise<WaitingLine[]> {
  const booking = await stores.bookings.findByApplication(applicationId);
  if (booking === undefined) return [];
  const { resource, day, slots } = booking;
  return slots.map((slot) => ({ resource, day, slot }));
}

const isClosed = ({ status }: Application) => status === 'lapsed' || status === 'withdrawn';

/** "Once more with the same answers": a new draft from what was sent, for what lapsed or was withdrawn. */
async function applyAgain(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { applicationId } = request.params as StatusParams;
  const found = await grantedApplication(services, request, applicationId);
  const { application } = found;
  if (!isClosed(application) || found.procedure.sealed)
    throw new DomainError('transition_not_allowed');
  const procedure = findProcedure(services, application.procedureId);
  refusePaused(services, procedure.id);
  const { [procedure.booking ?? '']: _booked, ...answers } = application.answers;
  const sessionHash = reply.startSession();
  const { stores, clock } = services;
  const begun = await stores.drafts.findBySession(sessionHash, procedure.id, clock.now());
  const draft =
    begun && isUntouched(begun, procedure, answers)
      ? begun
      : await startDraft(stores, clock, {
          procedure,
          locale: request.locale,
          sessionHash,
          today: todayInTokyo(clock.now()),
          answers,
        });
  return reply.redirect(currentPlace(await stateOf(services, draft), request.locale), 303);
}

/** Where an application stands: number and second secret, timeline, withdrawal. */
export async function statusRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const tries = { rateLimit: { max: 20, timeWindow: '1 minute' } };
  app.get('/:locale/status', (_request, reply) => showStatusForm(reply));
  app.post('/:locale/status', { config: tries }, (request, reply) =>
    openByCode(services, request, reply),
  );
  app.get('/:locale/status/link/:secret', (request, reply) =>
    reply.page(
      'status/link',
      statusLinkView({
        words: request.words,
        action: paths.statusLink(request.locale, (request.params as StatusParams).secret),
        csrf: csrfToken(reply),
        paths,
      }),
    ),
  );
  app.post('/:locale/status/link/:secret', { config: tries }, async (request, reply) => {
    const { secret } = request.params as StatusParams;
    const application = await services.stores.applications.findByLink(secret);
    if (application === undefined) throw new DomainError('invalid_secret');
    return grantAndShow(services, request, reply, application);
  });
  app.get('/:locale/status/:applicationId', (request, reply) =>
    showStatus(services, request, reply),
  );
  app.get('/:locale/status/:applicationId/withdraw', (request, reply) =>
    showWithdraw(services, request, reply),
  );
  app.post('/:locale/status/:applicationId/withdraw', async (request, reply) => {
    const { applicationId } = request.params as StatusParams;
    const { application, procedure } = await grantedApplication(services, request, applicationId);
    const seats = await seatGiving(services, await linesOf(services, applicationId));
    await withdrawApplication(services.stores, services.clock, procedure, application, seats);
    return reply.redirect(paths.statusApplication(request.locale, applicationId), 303);
  });
  app.post('/:locale/status/:applicationId/again', (request, reply) =>
    applyAgain(services, request, reply),
  );
  await statusMessageRoutes(app, services);
  await statusLineRoutes(app, services);
  await caseRoutes(app, services);
  await changeRoutes(app, services);
}
