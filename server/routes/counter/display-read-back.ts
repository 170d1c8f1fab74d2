import type { FastifyReply } from 'fastify';
import type { CounterTask, Sitting } from '../../domain/counter/sitting.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Services } from '../../services.ts';
import { checkModel } from '../apply/render-check.ts';
import { taskState } from './form-source.ts';
import { readBackView } from './read-back-view.ts';

/**
 * What the resident reads on the tablet, on their own screen: the same content, and nothing to press.
 * undefined when nothing is being read back.
 */
export async function readBackOnDisplay(
  services: Services,
  reply: FastifyReply,
  sitting: Sitting,
  tasks: readonly CounterTask[],
): Promise<PageModel | undefined> {
  const task = tasks.find(({ id }) => id === sitting.facts.showing);
  const state = task && (await taskState(services, sitting, task));
  if (task === undefined || !state?.journey.complete) return undefined;
  const { locale, part } = sitting.facts.shownAs ?? { locale: sitting.locale, part: 0 };
  const [words, japanese] = [services.words(locale), services.words('ja')];
  Object.assign(reply.request, { locale, words });
  const own = await checkModel(services, reply, state, { words });
  const other = await checkModel(services, reply, state, { words: japanese });
  if (own.view === 'apply/ended' || other.view === 'apply/ended') return undefined;
  const readBack = readBackView({
    sitting: sitting.id,
    task: task.id,
    words,
    japanese,
    own: own.model,
    other: other.model,
    size: 'normal',
    languages: [],
    sealed: true,
  });
  return { ...readBack, readBack: true, locale, part };
}
