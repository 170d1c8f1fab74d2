import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DueDocument, missingDocuments } from '../../domain/attachments/due-documents.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, currentPlace, draftSigner } from '../apply/apply-context.ts';
import { readBoth } from '../apply/beside-japanese.ts';
import { countDocuments } from '../apply/count-form.ts';
import type { FormSource } from '../apply/form-source.ts';
import { leaveDraft } from '../apply/leave-draft.ts';
import { documentListView } from './document-list-view.ts';
import { documentsOf } from './form-documents.ts';

interface ListRequest {
  readonly state: ApplyState;
  readonly documents: readonly DueDocument[];
  readonly missing?: readonly DueDocument[];
}

/** Shows the documents of a form; with `missing` it says what can't be left out. */
export async function renderDocumentList(
  services: Services,
  reply: FastifyReply,
  list: ListRequest,
) {
  const { state, documents, missing = [] } = list;
  const { draft } = state;
  const shown = {
    state,
    documents,
    missing,
    municipality: services.library.municipality,
    draft: { token: draftSigner(services).sign(draft.id), revision: draft.revision },
    csrf: csrfToken(reply),
  };
  const model = await readBoth(services, reply.request, (words) =>
    documentListView({ ...shown, words }),
  );
  return reply.page('attachments/list', model);
}

export async function showList(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const state = await source.find(request);
  if (state === undefined) return reply.redirect(source.home(request), 303);
  if (!state.journey.complete) return reply.redirect(currentPlace(state, request.locale), 303);
  const documents = await documentsOf(services, state);
  if (documents.length === 0) return reply.redirect(state.place.check(request.locale), 303);
  return renderDocumentList(services, reply, { state, documents });
}

/** Go on to "check your answers", or save and leave. */
export async function postList(
  services: Services,
  source: FormSource,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const raw = (request.body ?? {}) as RawInput;
  const form = await source.open(request, reply);
  if (form.result === 'submitted' || form.result === 'left') {
    return source.settled(request, reply, form);
  }
  const { state } = form;
  if (!state.journey.complete) return reply.redirect(currentPlace(state, request.locale), 303);
  if (raw['intent'] === 'leave') {
    return leaveDraft(services, reply, state);
  }
  if (raw['intent'] === 'hand_over' && state.place.handOver) {
    return reply.redirect(state.place.handOver(request.locale), 303);
  }
  const documents = await documentsOf(services, state);
  const missing = missingDocuments(documents);
  countDocuments(services, request, state, missing);
  if (missing.length > 0) {
    reply.code(422);
    return renderDocumentList(services, reply, { state, documents, missing });
  }
  return reply.redirect(state.place.check(request.locale), 303);
}
