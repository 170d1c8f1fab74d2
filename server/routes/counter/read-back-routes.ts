import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { missingDocuments } from '../../domain/attachments/due-documents.ts';
import { recordIdCheck } from '../../domain/counter/id-check.ts';
import { readSignature, type Signature } from '../../domain/counter/signature.ts';
import type { CounterTask, Sitting } from '../../domain/counter/sitting.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, currentPlace, revisionOf } from '../apply/apply-context.ts';
import { checkModel } from '../apply/render-check.ts';
import { sendApplication } from '../apply/send-application.ts';
import { documentsOf } from '../attachments/form-documents.ts';
import { IN_SITTING, openTask, sittingOf, taskState } from './form-source.ts';
import { type ReadBackArgs, readBackSize, readBackView } from './read-back-view.ts';
import { showToResident } from './shown-task.ts';
import { taskCounts } from './task-counts.ts';

interface ReadBack {
  readonly sitting: Sitting;
  readonly task: CounterTask;
  readonly state: ApplyState;
}

/** The resident's own, and easy Japanese beside it (or Japanese beside that). */
function languagesFor({ library }: Services, own: Locale): readonly Locale[] {
  return [own, own === 'ja-easy' ? 'ja' : 'ja-easy'].filter((locale) =>
    library.municipality.languages.includes(locale),
  );
}

/** From here on the page speaks to the resident. */
function speakToResident(services: Services, request: FastifyRequest, { locale }: Sitting): void {
  const asked = (request.query as RawInput)['language'] ?? (request.body as RawInput)?.['language'];
  const languages = languagesFor(services, locale);
  request.locale = languages.find((one) => one === asked) ?? languages[0] ?? 'ja';
  request.words = services.words(request.locale);
}

/** @throws DomainError page_not_found when the sitting has no such task */
export async function taskAt(services: Services, request: FastifyRequest): Promise<CounterTask> {
  const { task: id } = request.params as { task: string };
  const tasks = await services.stores.sittings.tasks(sittingOf(request).id);
  const task = tasks.find((one) => one.id === id);
  if (task === undefined) throw new DomainError('page_not_found');
  return task;
}

async function render(
  services: Services,
  reply: FastifyReply,
  { sitting, task, state }: ReadBack,
  said: Pick<ReadBackArgs, 'notice' | 'error'> = {},
) {
  const { request } = reply;
  const japanese = services.words('ja');
  const [own, other] = [
    await checkModel(services, reply, state),
    await checkModel(services, reply, state, { words: japanese }),
  ];
  if (own.view === 'apply/ended' || other.view === 'apply/ended') {
    return reply.redirect(state.place.check('ja'), 303);
  }
  const size = (request.query as RawInput)['size'] ?? (request.body as RawInput)?.['size'];
  return reply.page(
    'counter/read-back',
    readBackView({
      ...said,
      sitting: sitting.id,
      task: task.id,
      words: request.words,
      japanese,
      own: own.model,
      other: other.model,
      size: readBackSize(size),
      languages: languagesFor(services, sitting.locale),
      sealed: state.procedure.sealed === true,
    }),
  );
}

async function show(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const sitting = sittingOf(request);
  const task = await taskAt(services, request);
  if (task.state === 'sent') {
    return reply.redirect(counterPaths.taskAction(sitting.id, task.id, 'sent'), 303);
  }
  const state = await taskState(services, sitting, task);
  if (state === undefined) return reply.redirect(counterPaths.sitting(sitting.id), 303);
  if (!state.journey.complete) return reply.redirect(currentPlace(state, 'ja'), 303);
  if (sitting.facts.showing !== task.id) await showToResident(services, sitting, task.id);
  speakToResident(services, request, sitting);
  return render(services, reply, { sitting, task, state });
}

const isTap = (raw: RawInput) => raw['intent'] !== 'sign';

/** What was drawn, where the resident signs; a tap needs nothing. */
function signatureOf(raw: RawInput): Signature | null | 'signature_missing' | 'signature_broken' {
  if (isTap(raw)) return null;
  const drawn = raw['signature'];
  if (typeof drawn !== 'string' || drawn === '') return 'signature_missing';
  return readSignature(drawn) ?? 'signature_broken';
}

async function confirm(
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
    return render(services, reply, readBack, { error: signature });
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
    return render(services, reply, { ...readBack, state: now ?? state }, { notice: 'conflict' });
  }
  const { procedure, draft } = state;
  const sent = { sitting, procedure, applicationId: draft.id };
  await recordIdCheck({ cases: services.stores.cases }, services.clock, sent);
  await showToResident(services, sitting, undefined);
  return reply.redirect(counterPaths.taskAction(sitting.id, task.id, 'sent'), 303);
}

async function post(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const sitting = sittingOf(request);
  const raw = (request.body ?? {}) as RawInput;
  const task = await taskAt(services, request);
  const form = await openTask(services, request, task);
  if (form.result === 'submitted' || form.result === 'left') {
    return reply.redirect(counterPaths.taskAction(sitting.id, task.id, 'sent'), 303);
  }
  const { state } = form;
  speakToResident(services, request, sitting);
  const readBack = { sitting, task, state };
  if (form.result === 'stale') {
    reply.code(403);
    return render(services, reply, readBack, { notice: 'stale' });
  }
  if (raw['intent'] === 'wrong') {
    await showToResident(services, sitting, undefined);
    return reply.redirect(`${state.place.check('ja')}?wrong=1`, 303);
  }
  if (!state.journey.complete) return reply.redirect(currentPlace(state, 'ja'), 303);
  // What is confirmed must be what was read.
  if (revisionOf(raw) !== state.draft.revision) {
    reply.code(409);
    return render(services, reply, readBack, { notice: 'conflict' });
  }
  return confirm(services, request, reply, readBack);
}

/** The resident reads what was entered, and says that it is right. */
export async function readBackRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const url = '/counter/sittings/:sitting/tasks/:task/read-back';
  const posted = { ...IN_SITTING, csrf: 'own' as const };
  app.get(url, { config: IN_SITTING }, (request, reply) => show(services, request, reply));
  app.post(url, { config: posted }, (request, reply) => post(services, request, reply));
}
