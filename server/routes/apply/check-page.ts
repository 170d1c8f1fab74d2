import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DueDocument, missingDocuments } from '../../domain/attachments/due-documents.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { isLocale } from '../../domain/procedures/locale.ts';
import type { Services } from '../../services.ts';
import { renderDocumentList } from '../attachments/document-list.ts';
import { documentsOf } from '../attachments/form-documents.ts';
import { rememberTextSize } from '../home/text-size.ts';
import { type ApplyState, currentPlace, revisionOf } from './apply-context.ts';
import type { FormSource } from './form-source.ts';
import { leaveDraft } from './leave-draft.ts';

/** What is shown before sending, and what sending means, for an application or a part of a case. */
export interface CheckPage {
  show(reply: FastifyReply, state: ApplyState): Promise<unknown>;
  /** Shown once more instead of being sent: the session had ended, or another tab has saved since. */
  again(reply: FastifyReply, state: ApplyState, notice: 'stale' | 'conflict'): Promise<unknown>;
  /** Sent without asking storage first, where that can be done. @returns whether it was answered */
  submitRecalled?(request: FastifyRequest, reply: FastifyReply): Promise<boolean>;
  /** `documents` are complete. */
  submit(
    request: FastifyRequest,
    reply: FastifyReply,
    state: ApplyState,
    documents: readonly DueDocument[],
  ): Promise<unknown>;
}

interface Where {
  readonly services: Services;
  readonly source: FormSource;
  readonly page: CheckPage;
}

async function showCheck(where: Where, request: FastifyRequest, reply: FastifyReply) {
  const { services, source, page } = where;
  const state = await source.find(request);
  if (state === undefined) return reply.redirect(source.home(request), 303);
  if (!state.journey.complete && !state.journey.endedBy) {
    return reply.redirect(currentPlace(state, request.locale), 303);
  }
  if (state.journey.complete) {
    const documents = await documentsOf(services, state);
    if (missingDocuments(documents).length > 0) {
      return reply.redirect(state.place.attachments(request.locale), 303);
    }
  }
  return page.show(reply, state);
}

async function postCheck(where: Where, request: FastifyRequest, reply: FastifyReply) {
  const { services, source, page } = where;
  const raw = (request.body ?? {}) as RawInput;
  const isSent = String(raw['intent'] ?? 'submit') === 'submit';
  if (isSent && (await page.submitRecalled?.(request, reply))) return reply;
  const form = await source.open(request, reply);
  if (form.result === 'submitted' || form.result === 'left') {
    return source.settled(request, reply, form);
  }
  const { state } = form;
  const { place } = state;
  const [intent, argument] = String(raw['intent'] ?? 'submit').split(':', 2);
  if (intent === 'language' && isLocale(argument)) {
    return reply.redirect(place.check(argument), 303);
  }
  if (intent === 'text_size') {
    rememberTextSize(reply, argument, services.config.publicUrl.startsWith('https://'));
    return reply.redirect(place.check(request.locale), 303);
  }
  if (intent === 'keep') return reply.code(204).send();
  if (form.result === 'stale') {
    reply.code(403);
    return page.again(reply, state, 'stale');
  }
  if (intent === 'leave') return leaveDraft(services, reply, state);
  if (intent === 'hand_over' && place.handOver) {
    return reply.redirect(place.handOver(request.locale), 303);
  }
  if (!state.journey.complete) return reply.redirect(currentPlace(state, request.locale), 303);
  // What is sent must be what was read: another tab has changed an answer since this page was shown.
  if (revisionOf(raw) !== state.draft.revision) {
    reply.code(409);
    return page.again(reply, state, 'conflict');
  }
  const documents = await documentsOf(services, state);
  const missing = missingDocuments(documents);
  if (missing.length > 0) {
    reply.code(422);
    return renderDocumentList(services, reply, { state, documents, missing });
  }
  return page.submit(request, reply, state, documents);
}

/** The last page of a form, and the POST that sends it. */
export function checkPage(
  app: FastifyInstance,
  services: Services,
  source: FormSource,
  page: CheckPage,
): void {
  const where = { services, source, page };
  const url = `${source.url}/check`;
  const { config } = source;
  const posted = { ...config, csrf: 'own' as const };
  app.get(url, { config }, (request, reply) => showCheck(where, request, reply));
  app.post(url, { config: posted }, (request, reply) => postCheck(where, request, reply));
}
