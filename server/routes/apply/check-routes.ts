import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { submitApplication } from '../../domain/applications/submit-application.ts';
import { computeEstimate } from '../../domain/fees/compute-estimate.ts';
import { computeFee, type Fee } from '../../domain/fees/compute-fee.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { dueAttachments } from '../../domain/procedures/due-attachments.ts';
import { isLocale } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { rememberTextSize } from '../home/text-size.ts';
import {
  type ApplyParams,
  type ApplyState,
  currentPlace,
  draftSigner,
  findState,
  openPostedForm,
  revisionOf,
  stateOf,
} from './apply-context.ts';
import { bookingOf, checkSavedPickers, slotAlternatives } from './booking-answer.ts';
import { checkView } from './check-view.ts';
import { contactView } from './contact-view.ts';
import { endedView } from './ended-view.ts';
import { feeTexts } from './fee-texts.ts';
import { leaveDraft } from './leave-draft.ts';
import { pricingFor } from './pricing.ts';
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
      attachments: dueAttachments(procedure, journey),
      catalogues: services.catalogues,
      notice: options.notice,
      slotProblem: options.slotTaken ? await slotAlternatives(services, state) : undefined,
    }),
  );
}

async function showCheck(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as ApplyParams;
  const state = await findState(services, request, id);
  if (state === undefined) return reply.redirect(paths.applyStart(request.locale, id), 303);
  if (!state.journey.complete && !state.journey.endedBy) {
    return reply.redirect(currentPlace(state, request.locale), 303);
  }
  const problems = state.journey.complete ? await checkSavedPickers(services, state) : [];
  return renderCheck(services, reply, state, { slotTaken: problems.length > 0 });
}

async function submit(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  state: ApplyState,
) {
  const { procedure, draft, journey, context } = state;
  const { locale } = request;
  const problems = await checkSavedPickers(services, state);
  const fee = feeOf(services, state);
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

async function postCheck(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as ApplyParams;
  const raw = (request.body ?? {}) as RawInput;
  const form = await openPostedForm(services, request, reply, id);
  if (form.result === 'submitted' || form.result === 'left') {
    return redirectSettled(services, reply, id, form);
  }
  const { state } = form;
  const [intent, argument] = String(raw['intent'] ?? 'submit').split(':', 2);
  if (intent === 'language' && isLocale(argument)) {
    return reply.redirect(paths.applyCheck(argument, id), 303);
  }
  if (intent === 'text_size') {
    rememberTextSize(reply, argument, services.config.publicUrl.startsWith('https://'));
    return reply.redirect(paths.applyCheck(request.locale, id), 303);
  }
  if (intent === 'keep') return reply.code(204).send();
  if (form.result === 'stale') {
    reply.code(403);
    return renderCheck(services, reply, state, { notice: 'stale' });
  }
  if (intent === 'leave') return leaveDraft(services, reply, state);
  if (!state.journey.complete) return reply.redirect(currentPlace(state, request.locale), 303);
  // What is sent must be what was read: another tab has changed an answer since this page was shown.
  if (revisionOf(raw) !== state.draft.revision) {
    reply.code(409);
    return renderCheck(services, reply, state, { notice: 'conflict' });
  }
  return submit(services, request, reply, state);
}

/** Check your answers, and the final POST. */
export async function checkRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const url = '/:locale/apply/:id/check';
  app.get(url, (request, reply) => showCheck(services, request, reply));
  app.post(url, { config: { csrf: 'own' } }, (request, reply) =>
    postCheck(services, request, reply),
  );
}
