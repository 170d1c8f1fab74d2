import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  ageAttained,
  daysBetween,
  fiscalYear,
  fiscalYearEnd,
  isDay,
  todayInTokyo,
  weekday,
} from '../../server/lib/jst-date.ts';

const number = fc.integer({ min: -100_000, max: 100_000 });
const utcDay = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10);

describe('days as texts', () => {
  it('reckon like the calendar does', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: -4000, max: 4000 }), (from, step) => {
        const day = utcDay(from);
        expect(isDay(day)).toBe(true);
        expect(addDays(day, step)).toBe(utcDay(from + step));
        expect(daysBetween(day, utcDay(from + step))).toBe(step);
        expect(weekday(day)).toBe(new Date(from * 86_400_000).getUTCDay());
      }),
    );
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-31',
    '2026-1-1',
    '',
    '２０２６-11-21',
    '2026/11/21',
  ])('know that %j is no day', (text) => {
    expect(isDay(text)).toBe(false);
    expect(addDays(text, 1)).toBe('');
    expect(addMonths(text, 1)).toBe('');
    expect(daysBetween(text, '2026-11-21')).toBeNaN();
    expect(fiscalYearEnd(text)).toBe('');
    expect(ageAttained(text, '2026-11-21')).toBe(-1);
  });

  it('take the day in Tokyo, whatever the machine’s zone', () => {
    expect(process.env['TZ']).not.toBe('Asia/Tokyo');
    expect(todayInTokyo(new Date('2026-11-20T14:59:59Z'))).toBe('2026-11-20');
    expect(todayInTokyo(new Date('2026-11-20T15:00:00Z'))).toBe('2026-11-21');
  });

  it('stay in the month when months are added', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2026-11-21', 2)).toBe('2027-01-21');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
  });

  it('know the fiscal year', () => {
    expect([fiscalYear('2027-03-31'), fiscalYear('2027-04-01')]).toEqual([2026, 2027]);
    expect([fiscalYearEnd('2027-03-31'), fiscalYearEnd('2027-04-01')]).toEqual([
      '2027-03-31',
      '2028-03-31',
    ]);
  });
});

describe('ageAttained (年齢計算ニ関スル法律)', () => {
  it.each([
    ['2008-04-01', '2026-03-30', 17],
    ['2008-04-01', '2026-03-31', 18],
    ['2008-04-02', '2026-03-31', 17],
    ['2008-04-02', '2026-04-01', 18],
    ['2004-02-29', '2005-02-27', 0],
    ['2004-02-29', '2005-02-28', 1],
    ['2004-02-29', '2008-02-27', 3],
    ['2004-02-29', '2008-02-28', 4],
    ['2004-03-01', '2008-02-28', 3],
    ['2004-03-01', '2008-02-29', 4],
    ['2004-01-01', '2025-12-31', 22],
    ['2026-11-21', '2026-11-21', 0],
    ['2026-11-22', '2026-11-21', -1],
  ])('born %s, on %s: %i', (birth, day, age) => expect(ageAttained(birth, day)).toBe(age));

  it('grows by one the day before each birthday', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 1, max: 90 }), (n, years) => {
        const birth = utcDay(n);
        const birthday = `${Number(birth.slice(0, 4)) + years}${birth.slice(4)}`;
        if (!isDay(birthday) || !isDay(birth)) return;
        expect(ageAttained(birth, addDays(birthday, -1))).toBe(years);
        expect(ageAttained(birth, addDays(birthday, -2))).toBe(years - 1);
      }),
    );
  });
});
