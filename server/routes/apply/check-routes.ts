import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SubmitResult } from '../../domain/applications/submit-application.ts';
import { type DueDocument, missingDocuments } from '../../domain/attachments/due-documents.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Services } from '../../services.ts';
import { recallDocuments } from '../attachments/form-documents.ts';
import type { ApplyState } from './apply-context.ts';
import { checkPage } from './check-page.ts';
import { countSent } from './count-form.ts';
import type { FormSource } from './form-source.ts';
import { checkModel, isSlotGone } from './render-check.ts';
import { type SentForm, sendApplication } from './send-application.ts';
import { redirectSettled } from './settled.ts';

async function renderCheck(
  services: Services,
  reply: FastifyReply,
  state: ApplyState,
  options: Parameters<typeof checkModel>[3] = {},
) {
  const { view, model } = await checkModel(services, reply, state, options);
  return reply.page(view, model);
}

function sentForm(request: FastifyRequest, documents: readonly DueDocument[]): SentForm {
  const { locale, sessionHash } = request;
  const waits = (request.body as RawInput)['waits'] === '1';
  return { documents, sessionHash, locale, waits };
}

type Sent = Extract<SubmitResult, { readonly result: 'submitted' | 'already' }>;

function answerSent(services: Services, reply: FastifyReply, state: ApplyState, outcome: Sent) {
  services.stores.drafts.forget(state.draft.id);
  const answered = redirectSettled(services, reply, state.procedure.id, outcome);
  // The answer is on its way already.
  if (outcome.result === 'submitted') countSent(services, reply.request, state);
  return answered;
}

/** Everything but success is found out anew from storage: what is in memory may be out of date. */
async function sendRecalled(
  services: Services,
  state: ApplyState,
  sent: SentForm,
): Promise<Sent | undefined> {
  try {
    const outcome = await sendApplication(services, state, { ...sent, isUnread: true });
    const { result } = outcome;
    return result === 'submitted' || result === 'already' ? outcome : undefined;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

async function submitRecalled(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const state = await source.recall?.(request);
  if (!state?.journey.complete) return false;
  const documents = recallDocuments(state);
  if (documents === undefined || missingDocuments(documents).length > 0) return false;
  const outcome = await sendRecalled(services, state, sentForm(request, documents));
  if (outcome === undefined) return false;
  await answerSent(services, reply, state, outcome);
  return true;
}

async function submit(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
  { state, documents }: { state: ApplyState; documents: readonly DueDocument[] },
) {
  const outcome = await sendApplication(services, state, sentForm(request, documents));
  if (outcome.result === 'slot_taken') {
    reply.code(409);
    return renderCheck(services, reply, state, { slotTaken: true });
  }
  if (outcome.result === 'draft_changed') {
    const changed = (await services.stores.drafts.find(state.draft.id)) ?? state.draft;
    reply.code(409);
    const current = await source.again(changed, request);
    return renderCheck(services, reply, current, { notice: 'conflict' });
  }
  return answerSent(services, reply, state, outcome);
}

/** Check your answers, and the final POST. */
export async function checkRoutes(
  app: FastifyInstance,
  services: Services,
  source: FormSource,
): Promise<void> {
  checkPage(app, services, source, {
    show: async (reply, state) =>
      renderCheck(services, reply, state, { slotTaken: await isSlotGone(services, state) }),
    again: (reply, state, notice) => renderCheck(services, reply, state, { notice }),
    submitRecalled: (request, reply) => submitRecalled(services, source, request, reply),
    submit: (request, reply, state, documents) =>
      submit(services, source, request, reply, { state, documents }),
  });
}
