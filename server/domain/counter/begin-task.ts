import type { Clock } from '../../lib/clock.ts';
import type { Draft } from '../applications/application.ts';
import type { DraftStore } from '../applications/application-store.ts';
import { startDraft } from '../applications/start-draft.ts';
import { DomainError } from '../errors.ts';
import type { Answers } from '../fields/answers.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { CounterTask, Sitting } from './sitting.ts';
import type { SittingStore } from './sitting-store.ts';

interface Stores {
  readonly drafts: DraftStore;
  readonly sittings: SittingStore;
}

/**
 * Begins the form of a task with what is known of the resident, or goes on with the one that was
 * begun. Two presses begin one form.
 * @param begin.today JST date
 * @param begin.answers what the form starts with; asked for only when it is a new one
 * @throws DomainError procedure_closed outside its window, transition_not_allowed when it was sent
 */
export async function beginTask(
  stores: Stores,
  clock: Clock,
  begin: {
    readonly sitting: Sitting;
    readonly task: CounterTask;
    readonly procedure: Procedure;
    readonly today: string;
    readonly actor: string;
    answers(): Promise<Answers>;
  },
): Promise<Draft> {
  const { sitting, task, procedure, today, actor } = begin;
  if (task.state === 'sent') throw new DomainError('transition_not_allowed');
  const { sessionHash, locale } = sitting;
  const open = await stores.drafts.findBySession(sessionHash, procedure.id, clock.now());
  const draft =
    open ??
    (await startDraft(stores, clock, {
      procedure,
      locale,
      sessionHash,
      today,
      answers: await begin.answers(),
      channel: 'counter',
    }));
  if (task.state === 'begun' && task.draftId === draft.id) return draft;
  let first = draft.id;
  await stores.sittings.change({ id: sitting.id, now: clock.now() }, (_, tasks) => {
    const now = tasks.find(({ id }) => id === task.id);
    if (now === undefined || now.state === 'sent') throw new DomainError('transition_not_allowed');
    // Somebody else's press was quicker: theirs is the form.
    if (open === undefined && now.draftId !== task.draftId) first = now.draftId ?? first;
    return {
      tasks: [{ ...now, state: 'begun', draftId: first }],
      audit: { action: 'sitting.task_begun', actor, detail: { procedure: procedure.id } },
    };
  });
  if (first === draft.id) return draft;
  await stores.drafts.remove(draft.id);
  return (await stores.drafts.find(first)) ?? draft;
}
