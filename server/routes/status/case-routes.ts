import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { resubmit } from '../../domain/cases/resubmit.ts';
import { awaitedKind, startResubmission } from '../../domain/cases/start-resubmission.ts';
import { computeFee } from '../../domain/fees/compute-fee.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import { computeJourney } from '../../domain/procedures/journey.ts';
import { paths } from '../../http/paths.ts';
import { caseMails } from '../../integrations/mail/case-mails.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, currentPlace } from '../apply/apply-context.ts';
import { checkPage } from '../apply/check-page.ts';
import type { FormSource } from '../apply/form-source.ts';
import { pageRoutes } from '../apply/page-routes.ts';
import { pricingFor } from '../apply/pricing.ts';
import { rowsRoutes } from '../apply/rows-routes.ts';
import { attachmentRoutes } from '../attachments/attachment-routes.ts';
import { grantedApplication } from './application-context.ts';
import { isStillFree, movedBooking } from './case-booking.ts';
import { type CaseParams, caseSource, kindOf } from './case-source.ts';
import { type CaseState, caseState, phaseOf } from './case-state.ts';
import { renderCaseCheck } from './render-case-check.ts';

/** Begins what the case waits for, or goes on with it, here or on another phone. */
async function begin(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { applicationId } = request.params as CaseParams;
  const found = await grantedApplication(services, request, applicationId);
  const { application, procedure } = found;
  const { stores, clock } = services;
  const events = await stores.applications.events(applicationId);
  if (awaitedKind(procedure, application, events) !== kindOf(request)) {
    return reply.redirect(paths.statusApplication(request.locale, applicationId), 303);
  }
  const { locale, sessionHash } = request;
  const draft = await startResubmission(stores, clock, { ...found, events, locale, sessionHash });
  const state = await caseState(services, found, draft);
  const { pending } = draft;
  const isReachable = state.journey.reached.some(({ page }) => page.id === pending?.page);
  return reply.redirect(
    pending && isReachable
      ? state.place.page(locale, pending.page, pending.row)
      : currentPlace(firstPage(state), locale),
    303,
  );
}

/** Nothing is missing in a correction, but its first page is where to begin. */
function firstPage(state: CaseState): ApplyState {
  const [first, ...rest] = state.journey.reached;
  if (state.draft.revision > 0 || !first) return state;
  return {
    ...state,
    journey: { ...state.journey, reached: [{ ...first, complete: false }, ...rest] },
  };
}

/** What is owed since it was sent is reckoned from its answers: they can't change it afterwards. */
function changesFee(services: Services, { procedure, application, ...state }: CaseState): boolean {
  const { when } = procedure.fee;
  if (when !== 'with_application' && when !== 'at_counter') return false;
  const today = todayInTokyo(application.submittedAt);
  const yen = (answers: Answers) =>
    computeFee(
      procedure,
      computeJourney(procedure, answers, { today }),
      pricingFor(services, today),
    ).yen;
  return yen(application.answers) !== yen(state.all());
}

async function send(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
  applied: ApplyState,
) {
  const state = applied as CaseState;
  const { procedure, draft, application, journey } = state;
  if (changesFee(services, state)) {
    reply.code(409);
    return renderCaseCheck(services, reply, state, 'fee_changed');
  }
  const booking = movedBooking(services, state);
  if (booking && !(await isStillFree(services, state))) {
    reply.code(409);
    return renderCaseCheck(services, reply, state, 'slot_taken');
  }
  const event = phaseOf(draft.caseOf?.kind ?? '') === undefined ? 'resubmitted' : 'phase_submitted';
  const outcome = await resubmit(services.stores, services.clock, {
    procedure,
    draft,
    answers: state.all(),
    complete: journey.complete,
    ...(booking && { booking }),
    mails: caseMails(services, { procedure, application }, { event }),
  });
  if (outcome === 'slot_taken') {
    reply.code(409);
    return renderCaseCheck(services, reply, state, 'slot_taken');
  }
  if (outcome === 'draft_changed') {
    reply.code(409);
    const changed = (await services.stores.drafts.find(draft.id)) ?? draft;
    return renderCaseCheck(services, reply, await source.again(changed, request), 'conflict');
  }
  return reply.redirect(paths.statusApplication(request.locale, application.id), 303);
}

async function formRoutes(app: FastifyInstance, services: Services, url: string): Promise<void> {
  const source = caseSource(services, url);
  app.post(url, (request, reply) => begin(services, request, reply));
  // A change of language or a refresh after a refused POST opens this address.
  app.get(url, (request, reply) => reply.redirect(source.home(request), 303));
  checkPage(app, services, source, {
    show: (reply, state) => renderCaseCheck(services, reply, state),
    again: (reply, state, notice) => renderCaseCheck(services, reply, state, notice),
    submit: (request, reply, state) => send(services, source, request, reply, state),
  });
  await attachmentRoutes(app, services, source);
  await rowsRoutes(app, services, source);
  await pageRoutes(app, services, source);
}

/** What a case waits for from the resident: a correction, or its next phase. */
export async function caseRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await formRoutes(app, services, '/:locale/status/:applicationId/correction');
  await formRoutes(app, services, '/:locale/status/:applicationId/phase/:phase');
}
