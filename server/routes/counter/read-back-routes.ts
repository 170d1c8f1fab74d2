import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RawInput } from '../../domain/fields/answers.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { Services } from '../../services.ts';
import { currentPlace, revisionOf } from '../apply/apply-context.ts';
import { confirmReadBack } from './confirm-read-back.ts';
import { IN_SITTING, openTask, sittingOf, taskState } from './form-source.ts';
import { renderReadBack } from './read-back-page.ts';
import { speakToResident } from './resident-language.ts';
import { saidWrong } from './said-wrong.ts';
import { showToResident } from './shown-task.ts';
import { taskAt } from './task-at.ts';

async function show(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const sitting = sittingOf(request);
  const task = await taskAt(services, request);
  if (task.state === 'sent') {
    return reply.redirect(counterPaths.taskAction(sitting.id, task.id, 'sent'), 303);
  }
  const state = await taskState(services, sitting, task);
  if (state === undefined) return reply.redirect(counterPaths.sitting(sitting.id), 303);
  if (!state.journey.complete) return reply.redirect(currentPlace(state, 'ja'), 303);
  speakToResident(services, request, sitting);
  const { showing, shownAs } = sitting.facts;
  const { locale } = request;
  if (showing !== task.id || shownAs?.locale !== locale) {
    const part = showing === task.id ? (shownAs?.part ?? 0) : 0;
    await showToResident(services, sitting, { task: task.id, locale, part });
  }
  return renderReadBack(services, reply, { sitting, task, state });
}

/** The page on which the resident points, as large and in the language that they read just now. */
function pointingPlace(raw: RawInput, sitting: string, task: string): string {
  const query = new URLSearchParams({ wrong: '1' });
  for (const name of ['language', 'size', 'turn']) {
    const value = raw[name];
    if (typeof value === 'string') query.set(name, value);
  }
  return `${counterPaths.readBack(sitting, task)}?${query}`;
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
    return renderReadBack(services, reply, readBack, { notice: 'stale' });
  }
  if (raw['intent'] === 'wrong')
    return reply.redirect(pointingPlace(raw, sitting.id, task.id), 303);
  if (raw['intent'] === 'say_wrong') return saidWrong(services, request, reply, readBack);
  if (!state.journey.complete) return reply.redirect(currentPlace(state, 'ja'), 303);
  // What is confirmed must be what was read.
  if (revisionOf(raw) !== state.draft.revision) {
    reply.code(409);
    return renderReadBack(services, reply, readBack, { notice: 'conflict' });
  }
  return confirmReadBack(services, request, reply, readBack);
}

const PART = /^\d{1,3}$/;

/** The tablet has been moved on to another part: the resident's own screen follows. */
async function showPart(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const sitting = sittingOf(request);
  const { id: task } = await taskAt(services, request);
  const { part } = (request.body ?? {}) as RawInput;
  const { showing, shownAs } = sitting.facts;
  const isMeant = showing === task && shownAs !== undefined && PART.test(String(part));
  if (isMeant && Number(part) !== shownAs.part) {
    await showToResident(services, sitting, { task, ...shownAs, part: Number(part) });
  }
  return reply.code(204).send();
}

/** The resident reads what was entered, and says that it is right. */
export async function readBackRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const url = '/counter/sittings/:sitting/tasks/:task/read-back';
  const posted = { ...IN_SITTING, csrf: 'own' as const };
  app.get(url, { config: IN_SITTING }, (request, reply) => show(services, request, reply));
  app.post(url, { config: posted }, (request, reply) => post(services, request, reply));
  app.post(`${url}/part`, { config: IN_SITTING }, (request, reply) =>
    showPart(services, request, reply),
  );
}
