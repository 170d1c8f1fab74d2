import { describe, expect, it } from 'vitest';
import { closingOn } from '../../../server/domain/bookings/opening.ts';
import type { OpeningRules } from '../../../server/domain/bookings/resources.ts';

const MONDAYS: OpeningRules = {
  holidays: 'open',
  closed: [],
  weeklyClosing: { weekdays: [1], onHoliday: 'next_working_day' },
};

const closing = (rules: OpeningRules, day: string) => closingOn(rules, day)?.closing ?? 'open';

describe('closed on Mondays; a Monday holiday moves the closing to the next day that is none', () => {
  it.each([
    ['2026-11-16', 'weekly', 'an ordinary Monday'],
    ['2026-11-17', 'open', 'the Tuesday after it'],
    ['2026-11-23', 'open', 'Monday, 勤労感謝の日'],
    ['2026-11-24', 'weekly_moved', 'the Tuesday after the holiday'],
    ['2026-11-25', 'open', 'and no further day'],
    ['2026-05-04', 'open', 'Monday, みどりの日'],
    ['2026-05-05', 'open', 'Tuesday, こどもの日'],
    ['2026-05-06', 'open', 'Wednesday, 振替休日'],
    ['2026-05-07', 'weekly_moved', 'the first day after three holidays'],
    ['2026-05-08', 'open', 'the day after that'],
    ['2026-09-24', 'weekly_moved', 'after 敬老の日, 国民の休日, 秋分の日'],
    ['2025-11-04', 'weekly_moved', 'after 文化の日 on a Monday'],
    ['2026-02-12', 'open', 'after a holiday that was a Wednesday'],
    ['2026-04-30', 'open', 'after a holiday that was a Wednesday'],
    ['2027-01-12', 'weekly_moved', 'after 成人の日'],
  ])('%s is %s (%s)', (day, expected) => {
    expect(closing(MONDAYS, day)).toBe(expected);
  });

  it('is data: another town stays closed on the holiday, a third one opens without a substitute', () => {
    const rules = (onHoliday: 'closed' | 'open') => ({
      ...MONDAYS,
      weeklyClosing: { weekdays: [1], onHoliday },
    });
    expect(closing(rules('closed'), '2026-11-23')).toBe('weekly');
    expect(closing(rules('closed'), '2026-11-24')).toBe('open');
    expect(closing(rules('open'), '2026-11-23')).toBe('open');
    expect(closing(rules('open'), '2026-11-24')).toBe('open');
  });
});

describe('new year', () => {
  const rules = { ...MONDAYS, yearEnd: { from: '12-28', to: '01-04' } };
  it.each([
    ['2026-12-27', 'open'],
    ['2026-12-28', 'year_end'],
    ['2026-12-31', 'year_end'],
    ['2027-01-01', 'year_end'],
    ['2027-01-04', 'year_end'],
    ['2027-01-05', 'open'],
  ])('%s is %s', (day, expected) => {
    expect(closing(rules, day)).toBe(expected);
  });
});

it('a single closing comes first and brings its own words', () => {
  const reason = { ja: '点検', en: 'Inspection' };
  const rules = { ...MONDAYS, closed: [{ from: '2026-11-16', to: '2026-11-18', reason }] };
  expect(closingOn(rules, '2026-11-16')).toEqual({ closing: 'single', reason });
  expect(closingOn(rules, '2026-11-18')).toEqual({ closing: 'single', reason });
  expect(closing(rules, '2026-11-19')).toBe('open');
  expect(closing(rules, '2026-11-15')).toBe('open');
});

it('closed on holidays where the data says so', () => {
  expect(closing({ holidays: 'closed', closed: [] }, '2026-11-23')).toBe('holiday');
  expect(closing({ holidays: 'open', closed: [] }, '2026-11-23')).toBe('open');
});

describe('collection days', () => {
  const stop = { from: '12-29', to: '01-03', shiftDays: 7 };
  const area = (collection: string, change: Partial<OpeningRules> = {}): OpeningRules => ({
    holidays: 'open',
    closed: [],
    yearEnd: stop,
    collection,
    ...change,
  });
  it.each([
    ['火', '2026-12-01', 'open'],
    ['火', '2026-12-02', 'no_collection'],
    ['火', '2026-12-29', 'year_end'],
    ['火', '2027-01-05', 'open'],
    ['金1', '2027-01-01', 'year_end'],
    ['金1', '2027-01-08', 'open'], // made up for, a week later
    ['金1', '2027-01-15', 'no_collection'],
    ['金1', '2026-12-11', 'no_collection'],
    ['月', '2026-11-23', 'open'], // collected on holidays
  ])('%s on %s is %s', (cell, day, expected) => {
    expect(closing(area(cell), day)).toBe(expected);
  });

  it('is dropped over the new year where the town does not make up for it', () => {
    const rules = area('金1', { yearEnd: { from: '12-29', to: '01-03' } });
    expect(closing(rules, '2027-01-08')).toBe('no_collection');
  });

  it('is not what a course is: that is not held on other days, and rests on holidays', () => {
    const course: OpeningRules = { holidays: 'closed', closed: [], days: '水1 水3' };
    expect(closing(course, '2026-12-02')).toBe('open');
    expect(closing(course, '2026-12-09')).toBe('not_held');
    expect(closing(course, '2026-12-03')).toBe('not_held');
    expect(closing({ ...course, days: '月' }, '2026-11-23')).toBe('holiday');
  });

  it('rests on holidays where the data says so', () => {
    expect(closing(area('月', { holidays: 'closed' }), '2026-11-23')).toBe('no_collection');
  });
});

it('several closing days of the week, and days on which the town itself rests', () => {
  const townHolidays = [
    { day: '02-01', name: { ja: '市制記念日' } },
    { day: '2027-02-10', name: { ja: '市長の葬儀' } },
  ];
  const rules: OpeningRules = {
    ...MONDAYS,
    weeklyClosing: { weekdays: [1, 2], onHoliday: 'next_working_day' },
    townHolidays,
  };
  expect(['2026-11-16', '2026-11-17', '2026-11-18'].map((day) => closing(rules, day))).toEqual([
    'weekly',
    'weekly',
    'open',
  ]);
  // Open on holidays: the town's are no closing, and do not move the Monday either.
  expect(closing(rules, '2027-02-10')).toBe('open');
  expect(closing(rules, '2027-02-01')).toBe('weekly');
  const strict: OpeningRules = { ...rules, holidays: 'closed' };
  expect(closingOn(strict, '2028-02-01')).toEqual({
    closing: 'holiday',
    reason: { ja: '市制記念日' },
  });
  expect(closingOn(strict, '2027-02-10')?.closing).toBe('holiday');
  expect(closing(strict, '2028-02-10')).toBe('open');
});
