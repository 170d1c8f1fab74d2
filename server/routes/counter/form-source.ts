import type { FastifyRequest } from 'fastify';
import type { Draft } from '../../domain/applications/application.ts';
import { knownPeople } from '../../domain/applications/known-people.ts';
import type { CounterTask, Sitting } from '../../domain/counter/sitting.ts';
import { stillWrong } from '../../domain/counter/wrong-answers.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { isCsrfValid } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import {
  type ApplyParams,
  type ApplyState,
  draftSigner,
  type PostedForm,
  stateOf,
} from '../apply/apply-context.ts';
import { counterPlace } from '../apply/form-place.ts';
import type { FormSource } from '../apply/form-source.ts';
import { saidIn } from '../apply/known-answers.ts';
import { refusePaused } from '../apply/paused.ts';

/** Whoever works at the counter, in the sitting of the address. */
export const IN_SITTING = { staff: 'counter.work', counter: 'sitting' } as const;

/** @throws DomainError page_not_found outside the routes of a sitting */
export function sittingOf({ sitting }: FastifyRequest): Sitting {
  if (sitting === undefined) throw new DomainError('page_not_found');
  return sitting;
}

/** A draft as it stands in a sitting. */
async function stateIn(
  services: Services,
  sitting: Sitting,
  draft: Draft,
  task: string | undefined,
): Promise<ApplyState> {
  const place = counterPlace(sitting.id, draft.procedureId);
  const state = await stateOf(services, draft);
  const form = { procedure: state.procedure, answers: draft.answers };
  const wrong = task === undefined ? [] : stillWrong(sitting.facts, task, form);
  const remarksOn: ApplyState['remarksOn'] = (page, row, words) =>
    new Map(
      wrong
        .filter((one) => one.page === page.id && one.row === row)
        .map(({ field }) => [field, [words.t('counter:said_wrong_here')]]),
    );
  const people = async () => {
    const said = await saidIn(services, sitting.sessionHash);
    return knownPeople(said.filter(({ procedure }) => procedure.id !== draft.procedureId));
  };
  return { ...state, place, remarksOn, people };
}

/** The form of a task, if it was begun here and is not sent. */
export async function taskState(
  services: Services,
  sitting: Sitting,
  task: CounterTask | undefined,
): Promise<ApplyState | undefined> {
  if (task?.state !== 'begun' || task.draftId === null) return undefined;
  const draft = await services.stores.drafts.find(task.draftId);
  const isOurs = draft?.sessionHash === sitting.sessionHash;
  if (draft === undefined || !isOurs || draft.expiresAt <= services.clock.now()) return undefined;
  return stateIn(services, sitting, draft, task.id);
}

async function taskOf({ stores }: Services, sitting: Sitting, procedureId: string) {
  const tasks = await stores.sittings.tasks(sitting.id);
  return tasks.find((task) => task.procedureId === procedureId);
}

/**
 * Which form was posted? Only one of this very sitting; whatever else the token names stays unsaid.
 * @throws DomainError form_expired when the form was not made by us, draft_not_found when it is not
 *   of this sitting
 */
export async function openTask(
  services: Services,
  request: FastifyRequest,
  task: CounterTask | undefined,
): Promise<PostedForm> {
  const sitting = sittingOf(request);
  const { draft: token } = (request.body ?? {}) as RawInput;
  const id = draftSigner(services).open(typeof token === 'string' ? token : undefined);
  if (id === undefined) throw new DomainError('form_expired');
  if (task?.applicationId === id) return { result: 'submitted', applicationId: id };
  const state = task?.draftId === id ? await taskState(services, sitting, task) : undefined;
  if (state === undefined) throw new DomainError('draft_not_found');
  return { result: isCsrfValid(request) ? 'valid' : 'stale', state };
}

/** Forms at the counter: those of residents' phones, filled in by staff who ask. */
export function counterSource(services: Services): FormSource {
  const idOf = (request: FastifyRequest) => (request.params as ApplyParams).id;
  const task = (request: FastifyRequest) => taskOf(services, sittingOf(request), idOf(request));
  return {
    url: '/counter/sittings/:sitting/forms/:language/:id',
    config: IN_SITTING,
    find: async (request) => {
      const state = await taskState(services, sittingOf(request), await task(request));
      if (state) refusePaused(services, idOf(request));
      return state;
    },
    home: (request) => counterPaths.sitting(sittingOf(request).id),
    open: async (request) => openTask(services, request, await task(request)),
    async settled(request, reply) {
      const sent = await task(request);
      const { id } = sittingOf(request);
      return reply.redirect(
        sent ? counterPaths.taskAction(id, sent.id, 'sent') : counterPaths.sitting(id),
        303,
      );
    },
    again: async (draft, request) =>
      stateIn(services, sittingOf(request), draft, (await task(request))?.id),
  };
}
