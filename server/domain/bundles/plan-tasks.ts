import type { CounterTask } from '../counter/sitting.ts';
import type { Bundle, BundleAnswers, BundleProcedure } from './bundle.ts';

/** A bundle with the answers to its questions. */
interface AnsweredBundle {
  readonly bundle: Bundle;
  readonly answers: BundleAnswers;
}

interface Planning {
  /** What the sitting had until now. */
  readonly before: AnsweredBundle | undefined;
  readonly now: AnsweredBundle;
  readonly tasks: readonly CounterTask[];
  /** JST date. */
  readonly today: string;
  readonly newId: () => string;
}

function applying({ bundle, answers }: AnsweredBundle, today: string): readonly BundleProcedure[] {
  return bundle.procedures.filter(({ applies }) => applies(answers, today));
}

/**
 * The tasks that the answers change: what is needed is added or taken up again, what the earlier
 * answers had brought and these do not is left out. What was begun or sent stays, and so does
 * whatever staff have added themselves.
 * @returns only tasks that differ from those in `tasks`
 */
export function planTasks({ before, now, tasks, today, newId }: Planning): readonly CounterTask[] {
  const wanted = applying(now, today);
  const changed: CounterTask[] = [];
  let position = Math.max(-1, ...tasks.map((task) => task.position));
  for (const { id: procedureId, paper } of wanted) {
    const paperValues = paper?.values ?? 0;
    const known = tasks.find((task) => task.procedureId === procedureId);
    if (known?.state === 'left_out') {
      // What was typed for it before comes back with it.
      const state = known.draftId === null ? 'to_do' : 'begun';
      changed.push({ ...known, state, paperValues });
    } else if (known === undefined) {
      position += 1;
      changed.push({
        id: newId(),
        position,
        procedureId,
        state: 'to_do',
        draftId: null,
        applicationId: null,
        typedValues: 0,
        carriedValues: 0,
        paperValues,
      });
    } else if (known.state === 'to_do' && known.paperValues !== paperValues) {
      changed.push({ ...known, paperValues });
    }
  }
  const ids = new Set(wanted.map(({ id }) => id));
  const gone = (before ? applying(before, today) : []).filter(({ id }) => !ids.has(id));
  for (const { id } of gone) {
    const known = tasks.find((task) => task.procedureId === id);
    if (known?.state === 'to_do') changed.push({ ...known, state: 'left_out' });
  }
  return changed;
}
