import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addedTasks } from '../../../server/domain/counter/add-task.ts';
import { counterColleagues } from '../../../server/domain/counter/counter-colleagues.ts';
import { leftOut } from '../../../server/domain/counter/leave-out-task.ts';
import type { CounterTask } from '../../../server/domain/counter/sitting.ts';
import { PERMISSIONS } from '../../../server/domain/staff/roles.ts';
import type { Staff } from '../../../server/domain/staff/staff.ts';

const put = (tasks: readonly CounterTask[], changed: readonly CounterTask[]) => [
  ...tasks.filter(({ id }) => !changed.some((one) => one.id === id)),
  ...changed,
];

describe('the task list', () => {
  it('has each procedure once and keeps its order, whatever is added and left out', () => {
    const procedure = fc.constantFrom('dog', 'water', 'waste', 'insurance');
    const step = fc.oneof(
      fc.record({ add: fc.array(procedure, { maxLength: 3 }) }),
      fc.record({ leaveOut: procedure }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let tasks: readonly CounterTask[] = [];
        for (const one of steps) {
          const before = tasks;
          if ('add' in one) tasks = put(tasks, addedTasks(tasks, one.add));
          const task = tasks.find(
            ({ procedureId }) => 'leaveOut' in one && procedureId === one.leaveOut,
          );
          if (task) tasks = put(tasks, [leftOut(tasks, task.id)]);
          for (const old of before) {
            expect(tasks.find(({ id }) => id === old.id)?.position).toBe(old.position);
          }
          const added = 'add' in one ? one.add : [];
          for (const id of added) {
            expect(tasks.find(({ procedureId }) => procedureId === id)?.state).toBe('to_do');
          }
        }
        for (const key of ['procedureId', 'position'] as const) {
          expect(new Set(tasks.map((task) => task[key])).size).toBe(tasks.length);
        }
      }),
    );
  });

  it('gives back what was begun, and never leaves out what was sent', () => {
    const [fresh] = addedTasks([], ['dog']);
    if (fresh === undefined) throw new Error('nothing was added');
    const begun = { ...fresh, state: 'begun' as const, draftId: 'draft' };
    expect(addedTasks([begun], ['dog'])).toEqual([]);
    expect(addedTasks([leftOut([begun], fresh.id)], ['dog'])).toEqual([begun]);
    const sent = { ...begun, state: 'sent' as const };
    expect(() => leftOut([sent], fresh.id)).toThrow('transition_not_allowed');
    expect(() => leftOut([sent], 'another')).toThrow('page_not_found');
  });
});

describe('colleagues at other counters', () => {
  const staff = (login: string, section: string, change: Partial<Staff> = {}): Staff => ({
    id: login,
    login,
    name: login,
    leftAt: null,
    roles: [{ role: 'counter', section, from: '2026-04-01', to: null }],
    passphrase: 'own',
    hasTotp: true,
    passkeys: 0,
    hasSingleSignOn: false,
    ...change,
  });

  it('are those who work there today; a section without any is no counter', () => {
    const all = [
      staff('me', 'residents'),
      staff('inu', 'environment'),
      staff('gone', 'tax', { leftAt: new Date() }),
      staff('later', 'water', {
        roles: [{ role: 'counter', section: 'water', from: '2026-12-01', to: null }],
      }),
      staff('books', 'child', {
        roles: [{ role: 'finance', section: null, from: '2026-04-01', to: null }],
      }),
    ];
    const sections = ['child', 'environment', 'residents', 'tax', 'water'];
    const at = { day: '2026-11-21', login: 'me', grants: PERMISSIONS };
    const found = counterColleagues(sections, all, at);
    expect(found.map(({ section, people }) => [section, people.map(({ login }) => login)])).toEqual(
      [['environment', ['inu']]],
    );
  });
});
