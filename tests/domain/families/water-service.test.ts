import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addOpenDays, isOpenDay } from '../../../server/lib/japanese-calendar.ts';
import { addDays } from '../../../server/lib/jst-date.ts';
import { answered } from './real-town.ts';

const DAY = fc.integer({ min: 0, max: 730 }).map((days) => addDays('2026-04-01', days));

const errors = (today: string, answers: Record<string, string>) =>
  answered('water-service', answers, today).errors;

describe('the third open day', () => {
  it('is the first on which water can be opened, whatever the calendar', () => {
    fc.assert(
      fc.property(DAY, (today) => {
        const first = addOpenDays(today, 3);
        expect(errors(today, { kind: 'start', start_on: first })).toEqual([]);
        const before = errors(today, { kind: 'start', start_on: addDays(first, -1) });
        expect(before).toContain('date_before_open_days');
      }),
    );
  });

  it('is asked of the home that is left, too, but there any later day will do', () => {
    fc.assert(
      fc.property(DAY, fc.integer({ min: 0, max: 60 }), (today, more) => {
        const day = addDays(addOpenDays(today, 3), more);
        expect(errors(today, { kind: 'stop', stop_on: day })).toEqual([]);
        const opened = errors(today, { kind: 'start', start_on: day });
        expect(opened).toEqual(isOpenDay(day) ? [] : ['closed_day']);
      }),
    );
  });
});

describe('the opening fee', () => {
  it.each([
    ['start', 4400],
    ['both', 4400],
    ['stop', 0],
  ])('%s: %i yen', (kind, yen) => {
    expect(answered('water-service', { kind }, '2026-11-21').fee).toBe(yen);
  });
});
