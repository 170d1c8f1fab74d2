import { describe, expect, it } from 'vitest';
import { monthAvailability } from '../../../server/domain/bookings/availability.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { answered, town } from './real-town.ts';

const NAME = { family: '見本', given: '花子', family_kana: 'ミホン', given_kana: 'ハナコ' };
const TODAY = '2026-11-21';
const courses = town.resources.inGroup('courses');

function apply(course: string, joins: boolean, others: number) {
  const participants = Array.from({ length: others }, () => ({ age: 40 }));
  const answers = { course, applicant_name: NAME, joins, applicant_age: 40, participants };
  return answered('event-application', { ...answers, brings_others: others > 0 }, TODAY);
}

describe('a course', () => {
  it('says under its name what it is, in every language', () => {
    const procedure = procedureOf(town.library, 'event-application');
    for (const { id, summary } of courses) {
      for (const locale of town.library.municipality.languages) {
        const hint = procedure.text(locale, `fields.course.options.${id}.hint`);
        expect(hint).toBe(summary?.[locale] ?? summary?.['ja']);
      }
    }
  });

  it.each(courses.map(({ id }) => id))('%s takes place in every month that can be booked', (id) => {
    const course = courses.find((one) => one.id === id) as (typeof courses)[number];
    const days = (month: string) =>
      monthAvailability(course, month, { today: TODAY, taken: [] }).filter(
        ({ state }) => state === 'open',
      );
    expect(days('2026-12').length).toBeGreaterThan(0);
    expect(days('2027-01').length).toBeGreaterThan(0);
  });

  it('counts who applies only if they come, and never more than one booking may bring', () => {
    for (const { id, people = 0 } of courses) {
      for (const joins of [true, false]) {
        for (let others = joins ? 0 : 1; others <= 5; others += 1) {
          const count = others + (joins ? 1 : 0);
          // One who comes alone is not asked about others.
          if (joins && people === 1 && others > 0) continue;
          expect(apply(id, joins, others).value('participant_count')).toBe(count);
          expect(apply(id, joins, others).errors.includes('too_many')).toBe(count > people);
        }
      }
    }
  });
});
