import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  computeIndicators,
  onlineProcedures,
} from '../../../server/domain/indicators/compute-indicators.ts';
import type { JourneyCount } from '../../../server/domain/indicators/indicator-store.ts';
import { indicatorPeriod } from '../../../server/domain/indicators/period.ts';

const plan = {
  baseline: { fiscalYear: 2023, value: 31 },
  targets: [
    { fiscalYear: 2025, value: 41 },
    { fiscalYear: 2026, value: 46 },
  ],
};
const today = '2026-11-21';

describe('onlineProcedures', () => {
  const care = { id: 'care', countsAs: ['care-new', 'care-renewal', 'care-change'] };

  it('counts each procedure of the plan once, however many forms lead to it', () => {
    const again = { id: 'care-at-home', countsAs: ['care-new', 'visit'] };
    const online = onlineProcedures([care, again], plan, today);
    expect(online.count).toBe(4);
    expect(online.codes).toEqual(['care-change', 'care-new', 'care-renewal', 'visit']);
  });

  it.each([
    [{ from: '2026-11-22' }, 0],
    [{ from: '2026-11-21' }, 3],
    [{ to: '2026-11-21' }, 3],
    [{ to: '2026-11-20' }, 0],
  ])('counts what is open today: %o', (window, count) => {
    expect(onlineProcedures([{ ...care, window }], plan, today).count).toBe(count);
  });

  it('looks at the plan of the fiscal year, which begins on 1 April', () => {
    expect(onlineProcedures([], plan, '2026-03-31')).toMatchObject({
      fiscalYear: 2025,
      planned: 41,
    });
    expect(onlineProcedures([], plan, '2026-04-01')).toMatchObject({
      fiscalYear: 2026,
      planned: 46,
    });
    expect(onlineProcedures([], plan, '2031-04-01').planned).toBeNull();
  });

  it('lists the plan year by year', () => {
    const years = onlineProcedures([], plan, today).plan.map((point) => point.fiscalYear);
    expect(years).toEqual([2023, 2025, 2026]);
  });
});

it('looks at this month and the eleven before, up to today', () => {
  const period = indicatorPeriod('2026-01-31');
  expect(period).toMatchObject({ from: '2025-02-01', to: '2026-01-31' });
  expect(period.months).toHaveLength(12);
  expect(period.months.at(0)).toBe('2025-02');
  expect(period.months.at(-1)).toBe('2026-01');
});

const row = fc.record<JourneyCount>({
  month: fc.constantFrom('2025-12', '2026-02', '2026-11'),
  procedureId: fc.constantFrom('a', 'b'),
  channel: fc.constantFrom('online', 'counter'),
  locale: fc.constantFrom('ja', 'en'),
  started: fc.nat(50),
  completed: fc.nat(50),
  received: fc.nat(50),
});
const compute = (counts: readonly JourneyCount[]) =>
  computeIndicators({
    counts,
    procedures: [{ id: 'a', countsAs: ['a'] }],
    plan,
    languages: ['ja', 'en'],
    today,
  });

describe('computeIndicators', () => {
  it('gives the same sums whichever way they are cut, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(row), (counts) => {
        const all = compute(counts);
        const expected = counts.reduce((sum, one) => sum + one.received, 0);
        expect(all.totals.received).toBe(expected);
        for (const groups of [all.byMonth, all.byProcedure, all.byChannel, all.byLanguage]) {
          for (const measure of ['started', 'completed', 'received'] as const) {
            const sum = groups.reduce((total, group) => total + group[measure], 0);
            expect(sum).toBe(all.totals[measure]);
          }
        }
        expect(compute([...counts].reverse()).totals).toEqual(all.totals);
      }),
    );
  });

  it('shows months, procedures and languages in which nothing happened', () => {
    const all = compute([]);
    expect(all.byMonth).toHaveLength(12);
    expect(all.byProcedure.map((group) => group.key)).toEqual(['a']);
    expect(all.byLanguage).toHaveLength(2);
    expect(all.totals.completionRate).toBeNull();
  });

  it('keeps the figures of a procedure that is gone, and leaves out other months', () => {
    const base = { channel: 'online', locale: 'ja', started: 4, completed: 3, received: 3 };
    const all = compute([
      { ...base, month: '2026-11', procedureId: 'gone' },
      { ...base, month: '2025-11', procedureId: 'a' },
    ]);
    expect(all.byProcedure.map((group) => [group.key, group.received])).toEqual([
      ['gone', 3],
      ['a', 0],
    ]);
    expect(all.totals).toMatchObject({ received: 3, completionRate: 0.75 });
  });
});
