import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AnswerPlace, confirmRight, markWrong } from '../../domain/counter/wrong-answers.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { checkModel } from '../apply/render-check.ts';
import type { ReadBack } from './read-back-page.ts';
import { showToResident } from './shown-task.ts';
import { placeHref, placesIn } from './wrong-view.ts';

const formOf = ({ procedure, draft }: ApplyState) => ({ procedure, answers: draft.answers });

/** Only what this form shows: anything else that is posted names nothing. */
async function placesOf(services: Services, reply: FastifyReply, state: ApplyState) {
  const check = await checkModel(services, reply, state);
  return check.view === 'apply/ended' ? new Map() : placesIn(check.model.sections);
}

/**
 * The resident pointed at what is wrong: staff land on that question, on the answers with their marks
 * where it is several, or where nothing was pointed at.
 */
export async function saidWrong(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { sitting, task, state }: ReadBack,
) {
  const named = [(request.body as RawInput)['wrong'] ?? []].flat();
  const all = await placesOf(services, reply, state);
  const places = named.flatMap((key): AnswerPlace[] => all.get(key) ?? []);
  await services.stores.sittings.change(
    { id: sitting.id, now: services.clock.now() },
    ({ facts }) => ({ sitting: { facts: markWrong(facts, task.id, formOf(state), places) } }),
  );
  await showToResident(services, sitting, undefined);
  const [first, ...more] = places;
  const isOne = first !== undefined && more.length === 0 && !named.includes('elsewhere');
  return reply.redirect(
    isOne ? placeHref(state.place, first, 'ja') : `${state.place.check('ja')}?wrong=1`,
    303,
  );
}

/** `right:<place>`: staff asked again, and it is right as it stands. */
export async function saidRight(
  services: Services,
  reply: FastifyReply,
  { sitting, task, state }: ReadBack,
  key: string,
) {
  const place = (await placesOf(services, reply, state)).get(key);
  if (place !== undefined) {
    await services.stores.sittings.change(
      { id: sitting.id, now: services.clock.now() },
      ({ facts }) => ({ sitting: { facts: confirmRight(facts, task.id, formOf(state), place) } }),
    );
  }
  return reply.redirect(state.place.check(reply.request.locale), 303);
}
