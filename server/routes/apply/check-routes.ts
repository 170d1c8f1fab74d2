import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DueDocument } from '../../domain/attachments/due-documents.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from './apply-context.ts';
import { checkPage } from './check-page.ts';
import { countSent } from './count-form.ts';
import type { FormSource } from './form-source.ts';
import { checkModel, isSlotGone } from './render-check.ts';
import { sendApplication } from './send-application.ts';
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

async function submit(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
  { state, documents }: { state: ApplyState; documents: readonly DueDocument[] },
) {
  const { procedure, draft } = state;
  const { locale, sessionHash } = request;
  const waits = (request.body as RawInput)['waits'] === '1';
  const sent = { documents, sessionHash, locale, waits };
  const outcome = await sendApplication(services, state, sent);
  if (outcome.result === 'slot_taken') {
    reply.code(409);
    return renderCheck(services, reply, state, { slotTaken: true });
  }
  if (outcome.result === 'draft_changed') {
    const changed = (await services.stores.drafts.find(draft.id)) ?? draft;
    reply.code(409);
    const current = await source.again(changed, request);
    return renderCheck(services, reply, current, { notice: 'conflict' });
  }
  const answered = redirectSettled(services, reply, procedure.id, outcome);
  // The answer is on its way already.
  if (outcome.result === 'submitted') countSent(services, request, state);
  return answered;
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
    submit: (request, reply, state, documents) =>
      submit(services, source, request, reply, { state, documents }),
  });
}
