import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered } from './real-town.ts';

const TODAY = '2026-11-21';
const STARTS = ['2026-12-01', '2027-03-31', '2027-04-01', '2027-09-15'] as const;

function certify(answers: Record<string, string | boolean | number | string[]>) {
  const asked = { wants_care: true, start_on: '2027-04-01', child_birth: '2025-06-10', ...answers };
  return answered('childcare-certification', asked, TODAY);
}

const EDGES = ['2022', '2023', '2024', '2025', '2026'].flatMap((year) =>
  ['04-01', '04-02', '04-03'].map((day) => `${year}-${day}`),
);

/** Any birth of a child under school age, often around the turn of a school year. */
const births = fc.oneof(
  fc
    .date({ min: new Date('2021-04-02'), max: new Date('2026-11-20'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  fc.constantFrom(...EDGES),
);

/** The year in which a birth's class began: its first day is 2 April. */
function schoolYear(birth: string): number {
  return Number(birth.slice(0, 4)) - (birth.slice(5) < '04-02' ? 1 : 0);
}

describe('the class of a child', () => {
  it('is the same for all who are born from 2 April to 1 April', () => {
    fc.assert(
      fc.property(births, fc.constantFrom(...STARTS), (child_birth, start_on) => {
        const year = Number(start_on.slice(0, 4)) - (start_on.slice(5) < '04-01' ? 1 : 0);
        const expected = Math.max(0, year - schoolYear(child_birth) - 1);
        expect(certify({ child_birth, start_on }).value('age_class')).toBe(expected);
      }),
    );
  });
});

describe('the category', () => {
  // 年齢計算ニ関スル法律: three years are reached on the day before the birthday.
  it('follows from the age on the first day and the wish for childcare', () => {
    fc.assert(
      fc.property(births, fc.boolean(), (child_birth, wants_care) => {
        const three =
          `${Number(child_birth.slice(0, 4)) + 3}${child_birth.slice(4)}` <= '2027-04-02';
        const expected = wants_care ? (three ? 2 : 3) : three ? 1 : 0;
        expect(certify({ child_birth, wants_care }).value('category')).toBe(expected);
      }),
    );
  });
});

describe('the hours of a day', () => {
  const hours = fc.oneof(fc.integer({ min: 48, max: 250 }), fc.constantFrom(119, 120, 121));
  it('are long only where both guardians work long', () => {
    fc.assert(
      fc.property(hours, hours, (your_hours, spouse_hours) => {
        const work = { your_reasons: ['work'], spouse_reasons: ['work'], has_spouse: true };
        const found = certify({ ...work, your_hours, spouse_hours }).value('required_hours');
        expect(found).toBe(Math.min(your_hours, spouse_hours) >= 120 ? 11 : 8);
      }),
    );
  });
});

describe('the month of a place in childcare', () => {
  const apply = (start_month: string, today: string) =>
    answered('childcare-application', { start_month, certification: 'applied' }, today);
  it.each([
    ['2027-04', '2026-09-30', ['early']],
    ['2027-04', '2026-10-01', []],
    ['2027-04', '2027-03-10', []],
    ['2027-04', '2027-03-11', ['late']],
    ['2027-02', '2027-01-12', []],
    ['2027-02', '2027-01-13', ['late']],
    ['2026-11', '2026-11-21', ['late']],
  ])('%s, sent on %s: %j', (month, today, errors) => {
    expect(apply(month, today).errors).toEqual(errors);
  });
  it.each([
    ['2026-12-10', false],
    ['2026-12-11', true],
  ])('April sent on %s: in the second round %s', (today, second) => {
    expect(apply('2027-04', today).value('april_late')).toBe(second);
  });
});
