import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endDay,
  isDue,
  type KeptCase,
  keptUntilAfter,
  overBefore,
  retentionClass,
} from '../../../server/domain/retention/retention-days.ts';
import { addDays } from '../../../server/lib/jst-date.ts';

const RULE = { years: 5, refused: 3, withdrawn: 1 };

function closed(day: string, change: Partial<KeptCase> = {}): KeptCase {
  return {
    id: 'a',
    number: '2611-0000-0001',
    procedureId: 'dog-registration',
    status: 'completed',
    submittedAt: new Date('2026-01-01T00:00:00+09:00'),
    closedAt: new Date(`${day}T10:00:00+09:00`),
    held: false,
    ...change,
  };
}

describe('文書保存年限', () => {
  it.each([
    ['2026-11-21', 5, '2032-04-01'],
    ['2027-03-31', 5, '2032-04-01'],
    ['2027-04-01', 5, '2033-04-01'],
    ['2027-04-01', 1, '2029-04-01'],
  ])('what was closed on %s goes after %i years, on %s', (day, years, from) => {
    expect(keptUntilAfter(day, years)).toBe(from);
  });

  it('is another one for refusals and for what was withdrawn', () => {
    const on = (status: KeptCase['status'], today: string) =>
      isDue(RULE, closed('2026-06-01', { status }), today);
    expect([on('completed', '2032-03-31'), on('completed', '2032-04-01')]).toEqual([false, true]);
    expect([on('refused', '2030-03-31'), on('refused', '2030-04-01')]).toEqual([false, true]);
    expect([on('withdrawn', '2028-03-31'), on('withdrawn', '2028-04-01')]).toEqual([false, true]);
    expect(on('lapsed', '2028-04-01')).toBe(true);
  });

  it('never ends for what is open; what was never brought ends as it was made', () => {
    const open = closed('2020-01-01', { status: 'in_review', closedAt: null });
    expect(isDue(RULE, open, '2099-04-01')).toBe(false);
    const prepared = closed('2020-01-01', { status: 'prepared', closedAt: null });
    expect(endDay(prepared)).toBe('2026-01-01');
    expect(retentionClass('prepared')).toBe('withdrawn');
  });

  it('takes the day in Tokyo', () => {
    const late = closed('2027-01-01', { closedAt: new Date('2027-03-31T15:00:00Z') });
    expect(endDay(late)).toBe('2027-04-01');
  });

  it('keeps everything for at least whole fiscal years, and no longer than one more', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), (day, years) => {
        const from = keptUntilAfter(day, years);
        expect(from.slice(5)).toBe('04-01');
        const lastYear = `${Number(from.slice(0, 4)) - years}-04-01`;
        expect(day < lastYear).toBe(true);
        expect(day >= `${Number(lastYear.slice(0, 4)) - 1}-04-01`).toBe(true);
        // The store asks by moments: the same border.
        const border = overBefore(from, years);
        expect(new Date(`${day}T23:59:59+09:00`) < border).toBe(true);
        expect(new Date(`${day}T00:00:00+09:00`) < overBefore(addDays(from, -1), years)).toBe(
          false,
        );
      }),
    );
  });
});
