import { randomUUID } from 'node:crypto';
import type { CounterTask } from './sitting.ts';

/** Whoever was left out comes back, with what was typed for it. */
const again = (task: CounterTask): CounterTask => ({
  ...task,
  state: task.draftId === null ? 'to_do' : 'begun',
});

/**
 * Procedures for the list of a sitting, each once: behind those that are there, in the given order.
 * @returns what is to be written; empty when all of them are on the list already
 */
export function addedTasks(
  tasks: readonly CounterTask[],
  procedureIds: readonly string[],
): readonly CounterTask[] {
  let position = Math.max(-1, ...tasks.map((task) => task.position));
  return [...new Set(procedureIds)].flatMap((procedureId): CounterTask[] => {
    const known = tasks.find((task) => task.procedureId === procedureId);
    if (known !== undefined) return known.state === 'left_out' ? [again(known)] : [];
    position += 1;
    return [
      {
        id: randomUUID(),
        position,
        procedureId,
        state: 'to_do',
        draftId: null,
        applicationId: null,
        typedValues: 0,
        carriedValues: 0,
        paperValues: 0,
      },
    ];
  });
}
