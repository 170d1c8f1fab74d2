import { describe, expect, it } from 'vitest';
import { windowCloses, windowOpens } from '../../../server/domain/bookings/booking-window.ts';

const opens = (monthsBefore: number, firstOfMonth: boolean) => ({
  opens: { monthsBefore, firstOfMonth },
  closes: { daysBefore: 3 },
});
const openDays = (openDaysBefore: number) => ({
  opens: { monthsBefore: 2, firstOfMonth: false },
  closes: { openDaysBefore },
});

describe('the first day on which a day can be booked', () => {
  it.each([
    ['2026-12-15', 3, true, '2026-09-01'],
    ['2026-12-15', 3, false, '2026-09-15'],
    ['2026-05-31', 3, false, '2026-02-28'],
    ['2028-05-31', 3, false, '2028-02-29'],
    ['2027-01-31', 2, false, '2026-11-30'],
    ['2027-02-10', 3, true, '2026-11-01'],
  ])('%s, %i months before (first of month: %s): %s', (day, months, first, expected) => {
    expect(windowOpens(opens(months, first), day)).toBe(expected);
  });
});

describe('the last day on which a day can be booked', () => {
  it('calendar days', () => {
    expect(windowCloses(opens(3, true), '2026-12-02')).toBe('2026-11-29');
  });
  it.each([
    ['a Monday: the Wednesday before (鴨川市)', 3, '2026-11-30', '2026-11-25'],
    ['over a weekend', 1, '2026-11-30', '2026-11-27'],
    ['over weekend and Monday holiday', 1, '2026-11-24', '2026-11-20'],
    ['five open days over a holiday', 5, '2026-11-27', '2026-11-19'],
    ['five open days without one', 5, '2026-12-11', '2026-12-04'],
    ['five open days over the new year', 5, '2027-01-08', '2026-12-28'],
    ['five open days over golden week', 5, '2026-05-08', '2026-04-27'],
  ])('open days, %s', (_, count, day, expected) => {
    expect(windowCloses(openDays(count), day)).toBe(expected);
  });
});
