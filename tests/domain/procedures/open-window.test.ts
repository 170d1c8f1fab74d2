import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  intakeMonth,
  nextIntakes,
  windowOn,
} from '../../../server/domain/procedures/open-window.ts';
import { addDays } from '../../../server/lib/jst-date.ts';

const JUNE = { yearly: { from: '06-01', to: '06-30' } };
const WINTER = { yearly: { from: '12-15', to: '02-29' } };

describe('windowOn', () => {
  it.each([
    ['no window', undefined, '2026-01-01', { closed: null }],
    ['before it', { from: '2026-11-01' }, '2026-10-31', { from: '2026-11-01', closed: 'before' }],
    ['after it', { to: '2026-11-01' }, '2026-11-02', { to: '2026-11-01', closed: 'after' }],
    ['before June', JUNE, '2026-05-31', { from: '2026-06-01', to: '2026-06-30', closed: 'before' }],
    ['first of June', JUNE, '2026-06-01', { from: '2026-06-01', to: '2026-06-30', closed: null }],
    ['last of June', JUNE, '2026-06-30', { from: '2026-06-01', to: '2026-06-30', closed: null }],
    ['after June', JUNE, '2026-07-01', { from: '2027-06-01', to: '2027-06-30', closed: 'before' }],
    ['December', WINTER, '2026-12-31', { from: '2026-12-15', to: '2027-02-28', closed: null }],
    ['February', WINTER, '2027-02-28', { from: '2026-12-15', to: '2027-02-28', closed: null }],
    ['leap day', WINTER, '2028-02-29', { from: '2027-12-15', to: '2028-02-29', closed: null }],
    ['1 March', WINTER, '2027-03-01', { from: '2027-12-15', to: '2028-02-29', closed: 'before' }],
  ])('%s', (_, rule, day, window) => {
    expect(windowOn(rule, day)).toEqual(window);
  });

  it('is a yearly window only within from and to', () => {
    const rule = { ...JUNE, from: '2026-06-10', to: '2027-06-15' };
    expect(windowOn(rule, '2026-06-05')).toMatchObject({ from: '2026-06-10', closed: 'before' });
    expect(windowOn(rule, '2027-06-15')).toMatchObject({ to: '2027-06-15', closed: null });
    expect(windowOn(rule, '2027-06-16')).toEqual({ to: '2027-06-15', closed: 'after' });
    const tooShort = { ...JUNE, to: '2027-03-31' };
    expect(windowOn(tooShort, '2026-08-01')).toEqual({ to: '2027-03-31', closed: 'after' });
  });

  const day = fc.integer({ min: 0, max: 4000 }).map((count) => addDays('2024-01-01', count));
  const monthDay = day.map((one) => one.slice(5));

  it('is open exactly on the days of its term, whatever the days', () => {
    fc.assert(
      fc.property(monthDay, monthDay, day, (from, to, today) => {
        const window = windowOn({ yearly: { from, to } }, today);
        expect(window.closed).not.toBe('after');
        expect(window.to! >= today && window.from! <= window.to!).toBe(true);
        expect(window.closed === null).toBe(window.from! <= today);
      }),
    );
  });
});

describe('nextIntakes', () => {
  const rule = { closesDay: 10, monthsAhead: 1 };

  it('names the day it closes and the month it counts from', () => {
    expect(nextIntakes(rule, '2026-11-10', 2)).toEqual([
      { closes: '2026-11-10', month: '2026-12' },
      { closes: '2026-12-10', month: '2027-01' },
    ]);
    expect(nextIntakes(rule, '2026-11-11')[0]).toEqual({ closes: '2026-12-10', month: '2027-01' });
  });

  it('closes on the next open day, also when that lies in the next month', () => {
    // 10 January 2027 is a Sunday, the 11th a holiday (成人の日).
    expect(nextIntakes(rule, '2027-01-12', 1)).toEqual([
      { closes: '2027-01-12', month: '2027-02' },
    ]);
    expect(nextIntakes(rule, '2027-01-13', 1)).toEqual([
      { closes: '2027-02-10', month: '2027-03' },
    ]);
    const last = { closesDay: 31, monthsAhead: 0 };
    expect(nextIntakes(last, '2027-01-04', 1)).toEqual([
      { closes: '2027-01-04', month: '2026-12' },
    ]);
  });

  it('closes on the last day where a month has no such day', () => {
    const last = { closesDay: 31, monthsAhead: 0 };
    expect(nextIntakes(last, '2027-02-02', 2).map(({ closes }) => closes)).toEqual([
      '2027-03-01',
      '2027-03-31',
    ]);
  });

  it('is what intake_month reckons with', () => {
    expect(intakeMonth('2027-01-12', 10, 1)).toBe('2027-02');
    expect(intakeMonth('2027-01-13', 10, 1)).toBe('2027-03');
    expect(intakeMonth('', 10, 1)).toBe('');
  });
});
