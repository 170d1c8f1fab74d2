import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthsToBill } from '../../../server/domain/fees/months-of-use.ts';

const RULE = { from: 'use_from', to: 'use_to' };
const none: ReadonlySet<string> = new Set();
const due = (
  answers: Record<string, string>,
  today: string,
  now: { endedOn?: string; billed?: ReadonlySet<string> } = {},
) => monthsToBill(RULE, answers, { today, endedOn: null, billed: none, ...now });

describe('months of use that are over', () => {
  const winter = { use_from: '2026-11-15', use_to: '2027-02' };

  it('from the month of the first date to that of the last, whole ones', () => {
    expect(due(winter, '2026-11-30')).toEqual([]);
    expect(due(winter, '2026-12-01')).toEqual(['2026-11']);
    expect(due(winter, '2027-06-30')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
  });

  it('up to the month in which it ended, and without those that were billed', () => {
    expect(due(winter, '2027-06-30', { endedOn: '2026-12-01' })).toEqual(['2026-11', '2026-12']);
    expect(due(winter, '2027-01-05', { billed: new Set(['2026-11']) })).toEqual(['2026-12']);
    expect(due({}, '2027-01-05')).toEqual([]);
  });

  it('bills each once, on whichever days it is asked', () => {
    const day = fc.date({
      min: new Date('2026-10-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.array(day, { maxLength: 12 }), (days) => {
        const asked = days.map((one) => one.toISOString().slice(0, 10)).sort();
        const billed: string[] = [];
        for (const today of asked) billed.push(...due(winter, today, { billed: new Set(billed) }));
        const all = due(winter, asked.at(-1) ?? '2026-01-01');
        expect(billed).toEqual(all);
      }),
    );
  });
});
