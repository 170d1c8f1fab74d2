import type { FastifyReply, FastifyRequest } from 'fastify';
import { missingDocuments } from '../../domain/attachments/due-documents.ts';
import { recordIdCheck } from '../../domain/counter/id-check.ts';
import { readSignature, type Signature } from '../../domain/counter/signature.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { Services } from '../../services.ts';
import { sendApplication } from '../apply/send-application.ts';
import { documentsOf } from '../attachments/form-documents.ts';
import { taskState } from './form-source.ts';
import { type ReadBack, renderReadBack } from './read-back-page.ts';
import { showToResident } from './shown-task.ts';
import { taskCounts } from './task-counts.ts';

const isTap = (raw: RawInput) => raw['intent'] !== 'sign';

/** What was drawn, where the resident signs; a tap needs nothing. */
function signatureOf(raw: RawInput): Signature | null | 'signature_missing' | 'signature_broken' {
  if (isTap(raw)) return null;
  const drawn = raw['signature'];
  if (typeof drawn !== 'string' || drawn === '') return 'signature_missing';
  return readSignature(drawn) ?? 'signature_broken';
}

/** The resident has said that it is right: the application is sent, with how they said so. */
export async function confirmReadBack(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  readBack: ReadBack,
) {
  const { sitting, task, state } = readBack;
  const raw = request.body as RawInput;
  const { sealed } = state.procedure;
  // A name in somebody's own hand is nothing that the portal may know of a sealed case.
  const signature = sealed ? null : signatureOf(raw);
  if (typeof signature === 'string') {
    reply.code(422);
    return renderReadBack(services, reply, readBack, { error: signature });
  }
  const documents = await documentsOf(services, state);
  if (missingDocuments(documents).length > 0) {
    return reply.redirect(state.place.attachments('ja'), 303);
  }
  const { locale } = request;
  const outcome = await sendApplication(services, state, {
    documents,
    sessionHash: sitting.sessionHash,
    locale: sitting.locale,
    waits: raw['waits'] === '1',
    confirmation: {
      way: signature === null ? 'tap' : 'signature',
      locale,
      signature,
      staffLogin: request.staff?.login ?? '',
    },
    counts: await taskCounts(services, sitting, state),
  });
  // Its page says what else is free.
  if (outcome.result === 'slot_taken') return reply.redirect(state.place.check('ja'), 303);
  if (outcome.result === 'draft_changed') {
    const now = await taskState(services, sitting, task);
    reply.code(409);
    return renderReadBack(
      services,
      reply,
      { ...readBack, state: now ?? state },
      { notice: 'conflict' },
    );
  }
  const { procedure, draft } = state;
  const sent = { sitting, procedure, applicationId: draft.id };
  await recordIdCheck({ cases: services.stores.cases }, services.clock, sent);
  await showToResident(services, sitting, undefined);
  return reply.redirect(counterPaths.taskAction(sitting.id, task.id, 'sent'), 303);
}
