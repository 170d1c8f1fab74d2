import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../../server/domain/bundles/bundle.ts';
import { planTasks } from '../../../server/domain/bundles/plan-tasks.ts';
import type { CounterTask, TaskState } from '../../../server/domain/counter/sitting.ts';

const IDS = ['a', 'b', 'c', 'd'];

/** Asks for each procedure whether it is needed. */
const bundle: Bundle = {
  id: 'test',
  lifeEvent: 'moving',
  order: 1,
  title: { ja: 'てすと' },
  lead: { ja: 'てすと' },
  questions: [],
  procedures: IDS.map((id, index) => ({
    id,
    why: { ja: id },
    ...(index > 0 && { paper: { values: index * 10, source: 'x' } }),
    applies: (answers) => answers[id] === true,
  })),
};

function task(procedureId: string, state: TaskState, position: number): CounterTask {
  const none = { draftId: null, applicationId: null, typedValues: 0, carriedValues: 0 };
  return { id: `task-${procedureId}`, procedureId, state, position, paperValues: 0, ...none };
}

const answersOf = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, true]));
const state = fc.constantFrom<TaskState>('to_do', 'begun', 'sent', 'left_out');
const some = fc.subarray(IDS);

function plan(
  tasks: readonly CounterTask[],
  before: readonly string[] | null,
  now: readonly string[],
) {
  let made = 0;
  return planTasks({
    before: before === null ? undefined : { bundle, answers: answersOf(before) },
    now: { bundle, answers: answersOf(now) },
    tasks,
    today: '2026-11-21',
    newId: () => `new-${++made}`,
  });
}

describe('tasks of an answered bundle', () => {
  it('come in the bundle’s order, behind what is there', () => {
    const made = plan([task('x', 'to_do', 3)], null, ['d', 'b']);
    expect(
      made.map(({ procedureId, position, paperValues }) => [procedureId, position, paperValues]),
    ).toEqual([
      ['b', 4, 10],
      ['d', 5, 30],
    ]);
  });

  it('are left out again when other answers don’t need them, unless they were begun', () => {
    const tasks = [task('a', 'to_do', 1), task('b', 'begun', 2), task('c', 'sent', 3)];
    const changed = plan(tasks, ['a', 'b', 'c'], []);
    expect(changed).toEqual([{ ...tasks[0], state: 'left_out' }]);
  });

  it('that staff added themselves stay', () => {
    expect(
      plan([task('a', 'to_do', 1)], null, ['b']).map(({ procedureId }) => procedureId),
    ).toEqual(['b']);
  });

  it('whatever was answered in whatever order: what is needed is on the list once, what was begun stays', () => {
    const start = fc.uniqueArray(fc.tuple(fc.constantFrom(...IDS, 'x'), state), {
      selector: ([id]) => id,
    });
    fc.assert(
      fc.property(start, fc.array(some, { minLength: 1, maxLength: 4 }), (first, rounds) => {
        const given = first.map(([id, now], index) => task(id, now, index + 1));
        let tasks = given;
        let before: readonly string[] | null = null;
        for (const now of rounds) {
          const changed = new Map(plan(tasks, before, now).map((one) => [one.procedureId, one]));
          tasks = [
            ...tasks.map((one) => changed.get(one.procedureId) ?? one),
            ...[...changed.values()].filter(({ id }) => !tasks.some((one) => one.id === id)),
          ];
          before = now;
        }
        const last = rounds.at(-1) ?? [];
        expect(new Set(tasks.map(({ procedureId }) => procedureId)).size).toBe(tasks.length);
        expect(new Set(tasks.map(({ position }) => position)).size).toBe(tasks.length);
        for (const id of last) {
          expect(tasks.find((one) => one.procedureId === id)?.state).not.toBe('left_out');
        }
        for (const one of given.filter(({ state: was }) => was === 'begun' || was === 'sent')) {
          expect(tasks.find(({ id }) => id === one.id)).toEqual(one);
        }
      }),
      { numRuns: 200 },
    );
  });
});
