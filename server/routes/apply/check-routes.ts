import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Application } from '../../domain/applications/application.ts';
import { submitApplication } from '../../domain/applications/submit-application.ts';
import type { DueDocument } from '../../domain/attachments/due-documents.ts';
import { computeEstimate } from '../../domain/fees/compute-estimate.ts';
import { computeFee, type Fee } from '../../domain/fees/compute-fee.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import { caseMails } from '../../integrations/mail/case-mails.ts';
import type { Services } from '../../services.ts';
import { documentsOf } from '../attachments/form-documents.ts';
import { type ApplyState, draftSigner, stateOf } from './apply-context.ts';
import {
  bookingOf,
  checkSavedPickers,
  slotAlternatives,
  waitingListOf,
  wouldWait,
} from './booking-answer.ts';
import { checkPage } from './check-page.ts';
import { checkView } from './check-view.ts';
import { contactView } from './contact-view.ts';
import { endedView } from './ended-view.ts';
import { feeTexts } from './fee-texts.ts';
import type { FormSource } from './form-source.ts';
import { pricingFor } from './pricing.ts';
import { sealingOf } from './seal-case.ts';
import { redirectSettled } from './settled.ts';

function feeOf(services: Services, state: ApplyState): Fee {
  return computeFee(state.procedure, state.journey, pricingFor(services, state.context.today));
}

interface CheckOptions {
  readonly notice?: 'stale' | 'conflict';
  /** The slot was taken in the meantime: others are offered. */
  readonly slotTaken?: boolean;
}

async function renderCheck(
  services: Services,
  reply: FastifyReply,
  state: ApplyState,
  options: CheckOptions = {},
) {
  const { procedure, journey, draft, context } = state;
  const { words } = reply.request;
  const shared = {
    procedure,
    words,
    journey,
    draft: { token: draftSigner(services).sign(draft.id), revision: draft.revision },
    csrf: csrfToken(reply),
    paths,
    today: context.today,
    resources: services.resources,
    contact: contactView(procedure, words, services.library.municipality),
  };
  if (journey.endedBy)
    return reply.page('apply/ended', endedView({ ...shared, endedBy: journey.endedBy }));
  return reply.page(
    'apply/check',
    checkView({
      ...shared,
      fee: feeTexts(procedure, words, feeOf(services, state)),
      estimate: computeEstimate(procedure, journey)?.lines.map(({ key, yen, answers }) => ({
        key,
        yen,
        row: answers,
      })),
      documents: await documentsOf(services, state),
      catalogues: services.catalogues,
      notice: options.notice,
      waits: await wouldWait(services, state),
      slotProblem: options.slotTaken ? await slotAlternatives(services, state) : undefined,
    }),
  );
}

async function showCheck(services: Services, reply: FastifyReply, state: ApplyState) {
  const problems = state.journey.complete ? await checkSavedPickers(services, state) : [];
  return renderCheck(services, reply, state, { slotTaken: problems.length > 0 });
}

/** What the mail says of an application that was sent just now. */
function sentAs({ status }: Application): 'prepared' | 'waitlisted' | 'received' {
  return status === 'prepared' || status === 'waitlisted' ? status : 'received';
}

async function submit(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  state: ApplyState,
  documents: readonly DueDocument[],
) {
  const { procedure, draft, journey, context } = state;
  const { locale } = request;
  const problems = await checkSavedPickers(services, state);
  const fee = feeOf(services, state);
  // Only who was told that it is full waits; to anybody else the page says first that it is full now.
  const agreed = (request.body as RawInput)['waits'] === '1';
  const waitingList = agreed ? waitingListOf(services, state) : undefined;
  const seal = sealingOf(services, { procedure, journey, documents });
  const outcome =
    problems.length > 0
      ? { result: 'slot_taken' as const }
      : await submitApplication(services.stores, services.clock, {
          procedure,
          current: services.library.procedures.get(procedure.id),
          draft: { ...draft, locale },
          journey,
          sessionHash: request.sessionHash,
          today: context.today,
          fee: { yen: fee.yen, lines: feeTexts(procedure, services.words('ja'), fee).charged },
          booking: bookingOf(services, state),
          ...(waitingList && { waitingList }),
          ...(documents.length > 0 && { documents }),
          ...(seal && { seal }),
          mails: (application) =>
            caseMails(services, { procedure, application }, { event: sentAs(application) }),
        });
  if (outcome.result === 'slot_taken') {
    reply.code(409);
    return renderCheck(services, reply, state, { slotTaken: true });
  }
  if (outcome.result === 'draft_changed') {
    const { drafts } = services.stores;
    const changed = (await drafts.find(draft.id)) ?? draft;
    reply.code(409);
    return renderCheck(services, reply, await stateOf(services, changed), { notice: 'conflict' });
  }
  return redirectSettled(services, reply, procedure.id, outcome);
}

/** Check your answers, and the final POST. */
export async function checkRoutes(
  app: FastifyInstance,
  services: Services,
  source: FormSource,
): Promise<void> {
  checkPage(app, services, source, {
    show: (reply, state) => showCheck(services, reply, state),
    again: (reply, state, notice) => renderCheck(services, reply, state, { notice }),
    submit: (request, reply, state, documents) =>
      submit(services, request, reply, state, documents),
  });
}
