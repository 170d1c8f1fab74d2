import { describe, expect, it } from 'vitest';
import { dayAvailability } from '../../../server/domain/bookings/availability.ts';
import { checkSlotAnswer } from '../../../server/domain/bookings/check-slot-answer.ts';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import type { Resource } from '../../../server/domain/bookings/resources.ts';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import { readDefinition } from '../../../server/domain/procedures/load-library.ts';
import { loadSampleTown } from '../../support/sample-town.ts';

const { resources } = loadResources('procedures');
const course = resources.find('course-cooking') as Resource;
const DAY = '2026-12-12';

/** So many seats taken, and so many waiting for one. */
function when(taken: number, waiting: number) {
  const at = { day: DAY, slot: 'day' };
  return {
    today: '2026-11-21',
    taken: [{ ...at, atom: course.id, taken }],
    waiting: [{ ...at, resource: course.id, waiting }],
  };
}

const check = (resource: Resource, taken: number, waiting: number) =>
  checkSlotAnswer(
    resource,
    { resource: course.id, day: DAY, slots: ['day'] },
    when(taken, waiting),
  ).map(({ code }) => code);

describe('a course with ten seats and five places to wait', () => {
  it.each([
    [9, 0, { slot: 'day', left: 1 }, []],
    [10, 0, { slot: 'day', left: 0, waitable: true }, []],
    [10, 4, { slot: 'day', left: 0, waitable: true }, []],
    [10, 5, { slot: 'day', left: 0 }, ['slot_full']],
  ])('%i taken, %i waiting', (taken, waiting, slot, errors) => {
    expect(dayAvailability(course, DAY, when(taken, waiting)).slots).toEqual([slot]);
    expect(check(course, taken, waiting)).toEqual(errors);
  });

  it('without a list a full day is full; with one that has no end it never is', () => {
    const { waitingList: _, ...without } = course;
    expect(check(without, 10, 0)).toEqual(['slot_full']);
    expect(check({ ...course, waitingList: { max: null } }, 10, 10_000)).toEqual([]);
  });
});

describe('a procedure that is paid with the application', () => {
  it('offers nothing that can be waited for', async () => {
    const { town } = await loadSampleTown();
    const sources = readDefinition('procedures', 'facility-booking');
    const codes = (waitingList?: Resource['waitingList']) => {
      const inGroup = (group: string) =>
        resources.inGroup(group).map((one) => ({ ...one, ...(waitingList && { waitingList }) }));
      const changed = { ...town, resources: { find: resources.find, inGroup } };
      return compileProcedure(sources, changed, 'facility-booking').findings.map((f) => f.code);
    };
    expect(codes()).not.toContain('waiting_list_with_fee');
    expect(codes({ max: null })).toContain('waiting_list_with_fee');
  });
});
