import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callOffChange } from '../../domain/changes/call-off-change.ts';
import { type SendChange, sendChange } from '../../domain/changes/send-change.ts';
import { startChange } from '../../domain/changes/start-change.ts';
import { DomainError } from '../../domain/errors.ts';
import { dueAttachments } from '../../domain/procedures/due-attachments.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import { caseMails } from '../../integrations/mail/case-mails.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, draftSigner } from '../apply/apply-context.ts';
import { checkPage } from '../apply/check-page.ts';
import type { FormSource } from '../apply/form-source.ts';
import { pageRoutes } from '../apply/page-routes.ts';
import { rowsRoutes } from '../apply/rows-routes.ts';
import { grantedApplication } from './application-context.ts';
import { isStillFree, movedBooking } from './case-booking.ts';
import { type CaseParams, CHANGE_URL, caseSource } from './case-source.ts';
import type { CaseState } from './case-state.ts';
import { type ChangeNotice, changeCheckView } from './change-check-view.ts';
import { changePrices } from './change-price.ts';
import { findChangeTerms } from './change-terms-now.ts';

/** Begins a change, or goes on with it: the order as it stands, with what can be changed in it. */
async function begin(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { applicationId } = request.params as CaseParams;
  const found = await grantedApplication(services, request, applicationId);
  const { stores, clock } = services;
  const { locale, sessionHash } = request;
  const events = await stores.applications.events(applicationId);
  const terms = await findChangeTerms(services, found, events);
  if (!terms?.allowed) return reply.redirect(paths.statusApplication(locale, applicationId), 303);
  await startChange(stores, clock, {
    application: found.application,
    events,
    locale,
    sessionHash,
  });
  return reply.redirect(paths.changePage(locale, applicationId, 'check'), 303);
}

async function render(
  services: Services,
  reply: FastifyReply,
  state: CaseState,
  notice?: ChangeNotice,
) {
  const terms = await findChangeTerms(services, state, state.events);
  return reply.page(
    'status/change',
    changeCheckView({
      services,
      state,
      words: reply.request.words,
      ...changePrices(services, state),
      until: terms?.until ?? null,
      draft: { token: draftSigner(services).sign(state.draft.id), revision: state.draft.revision },
      csrf: csrfToken(reply),
      notice,
    }),
  );
}

/** A document that the new answers ask for has no place in a change: that is for the counter. */
async function lacksDocument({ stores }: Services, state: CaseState): Promise<boolean> {
  const { procedure, journey, application } = state;
  const due = dueAttachments(procedure, journey).filter(({ mayFollow }) => !mayFollow);
  if (due.length === 0) return false;
  const there = new Set((await stores.attachments.listFor(application.id)).map(({ key }) => key));
  return due.some(({ key }) => !there.has(key));
}

async function changeOf(services: Services, state: CaseState): Promise<SendChange> {
  const { procedure, draft, application, journey, booked } = state;
  const booking = movedBooking(services, state);
  return {
    procedure,
    draft,
    answers: state.all(),
    complete: journey.complete,
    ...changePrices(services, state),
    bookedDay: booked?.day ?? null,
    ...(booking && { booking }),
    label: services.words('ja').plain('status:charge_title.difference'),
    mails: caseMails(services, { procedure, application }, { event: 'changed' }),
    asksToPay: (chargeId) =>
      caseMails(services, { procedure, application }, { event: 'change_asked', chargeId }),
  };
}

async function send(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
  applied: ApplyState,
) {
  const state = applied as CaseState;
  const { locale } = request;
  const home = state.place.home(locale);
  const again = (notice: ChangeNotice, shown = state) => {
    reply.code(409);
    return render(services, reply, shown, notice);
  };
  if (await lacksDocument(services, state)) return again('change_document');
  const change = await changeOf(services, state);
  if (change.booking && !(await isStillFree(services, state))) return again('slot_taken');
  try {
    const outcome = await sendChange(services.stores, services.clock, change);
    if (typeof outcome === 'object') {
      return reply.redirect(paths.payCharge(locale, outcome.chargeId), 303);
    }
    if (outcome === 'slot_taken') return again('slot_taken');
    if (outcome !== 'draft_changed') return reply.redirect(home, 303);
  } catch (error) {
    // Changed, taken up or over meanwhile: its status page says how it stands.
    const isOver = error instanceof DomainError && error.code === 'transition_not_allowed';
    if (!isOver) throw error;
    return reply.redirect(home, 303);
  }
  const changed = await services.stores.drafts.find(state.draft.id);
  if (changed === undefined) return reply.redirect(home, 303);
  return again('conflict', (await source.again(changed, request)) as CaseState);
}

async function callOff(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { applicationId } = request.params as CaseParams;
  await grantedApplication(services, request, applicationId);
  await callOffChange(services.stores, services.clock, applicationId);
  return reply.redirect(paths.statusApplication(request.locale, applicationId), 303);
}

/** A resident changes an order that was sent and paid. */
export async function changeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const source = caseSource(services, CHANGE_URL);
  app.post(CHANGE_URL, (request, reply) => begin(services, request, reply));
  app.get(CHANGE_URL, (request, reply) => reply.redirect(source.home(request), 303));
  app.post('/:locale/status/:applicationId/change-call-off', (request, reply) =>
    callOff(services, request, reply),
  );
  checkPage(app, services, source, {
    show: (reply, state) => render(services, reply, state as CaseState),
    again: (reply, state, notice) => render(services, reply, state as CaseState, notice),
    submit: (request, reply, state) => send(services, source, request, reply, state),
  });
  await rowsRoutes(app, services, source);
  await pageRoutes(app, services, source);
}
