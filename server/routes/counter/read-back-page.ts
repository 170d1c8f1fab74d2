import type { FastifyReply } from 'fastify';
import type { CounterTask, Sitting } from '../../domain/counter/sitting.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { checkModel } from '../apply/render-check.ts';
import { type ReadBackArgs, readBackSize, readBackView } from './read-back-view.ts';
import { languagesFor } from './resident-language.ts';
import { wrongView } from './wrong-view.ts';

/** A form of a sitting that its resident reads. */
export interface ReadBack {
  readonly sitting: Sitting;
  readonly task: CounterTask;
  readonly state: ApplyState;
}

/** The page for the resident, in the language of the request. */
export async function renderReadBack(
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
  const asked = { ...(request.body as RawInput | undefined), ...(request.query as RawInput) };
  const args = {
    ...said,
    sitting: sitting.id,
    task: task.id,
    words: request.words,
    japanese,
    own: own.model,
    other: other.model,
    size: readBackSize(asked['size']),
    turned: asked['turn'] === '1',
    languages: languagesFor(services, sitting.locale),
    sealed: state.procedure.sealed === true,
  };
  return asked['wrong'] === '1'
    ? reply.page('counter/wrong', wrongView(args))
    : reply.page('counter/read-back', readBackView(args));
}
