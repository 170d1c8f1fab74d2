import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountingYear, yearOfReturn } from '../../../server/domain/books/accounting-year.ts';
import { entriesOf, type Movement, taxWithin } from '../../../server/domain/books/entries-of.ts';
import { splitOverLines } from '../../../server/domain/books/split-over-lines.ts';
import type { RevenueBook } from '../../../server/domain/revenue/revenue-book.ts';
import { noRevenueItems } from '../../support/no-revenue-items.ts';

const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
const amounts = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 6 });
/** Amounts, and a number of yen between nothing and their sum. */
const parted = amounts.chain((yen) =>
  fc.tuple(fc.constant(yen), fc.array(fc.integer({ min: 0, max: sum(yen) }), { maxLength: 5 })),
);

describe('what is moved of each line', () => {
  it('adds up to what was moved, and never beyond a line', () => {
    fc.assert(
      fc.property(parted, ([yen, moves]) => {
        for (const moved of [0, ...moves, sum(yen)]) {
          const parts = splitOverLines(yen, moved);
          expect(sum(parts)).toBe(moved);
          parts.forEach((part, line) => {
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBeLessThanOrEqual(yen[line] ?? 0);
          });
        }
        expect(splitOverLines(yen, sum(yen))).toEqual(yen);
      }),
    );
  });

  it('is never less of a line when more is moved', () => {
    const small = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(small, (yen) => {
        for (let moved = 1; moved <= sum(yen); moved += 1) {
          const before = splitOverLines(yen, moved - 1);
          splitOverLines(yen, moved).forEach((part, line) => {
            expect(part).toBeGreaterThanOrEqual(before[line] ?? 0);
          });
        }
      }),
    );
  });

  it('is in proportion where that is whole yen', () => {
    expect(splitOverLines([3000, 1500, 500], 2500)).toEqual([1500, 750, 250]);
    expect(splitOverLines([0, 0], 700)).toEqual([700, 0]);
  });
});

const TAXED: RevenueBook = {
  items: new Map([['hall', { taxPercent: 10 }]]) as unknown as RevenueBook['items'],
  itemOf: (_procedure, { item, revenueItem }) => revenueItem ?? item,
};
const move = (change: Partial<Movement>): Movement => ({
  kind: 'taking',
  cause: 'a',
  yen: 1100,
  at: new Date('2026-11-21T12:00:00+09:00'),
  occurredAt: new Date('2026-11-21T12:00:00+09:00'),
  method: 'card',
  channel: 'online',
  provider: 'stripe',
  ...change,
});
const chargeOf = (yen: readonly number[]) => ({
  id: 'c',
  lines: yen.map((one) => ({ item: 'hall', label: '', yen: one })),
});
const FEE = { procedureId: 'hall', bill: null };

describe('entries of a movement', () => {
  it('of refunds in parts add up to the taking, line by line and with their tax', () => {
    fc.assert(
      fc.property(parted, ([yen, cuts]) => {
        fc.pre(sum(yen) > 0);
        const owed = { ...FEE, charge: chargeOf(yen) };
        const taken = entriesOf(owed, move({ yen: sum(yen) }), TAXED);
        expect(sum(taken.map((entry) => entry.yen))).toBe(sum(yen));
        const ends = [...new Set([...cuts.filter((cut) => cut > 0), sum(yen)])].sort(
          (a, b) => a - b,
        );
        const back = ends.flatMap((end, index) => {
          const movedBefore = ends[index - 1] ?? 0;
          const part = move({ kind: 'refund', yen: end - movedBefore, movedBefore });
          return entriesOf(owed, part, TAXED);
        });
        expect(back.every((entry) => entry.yen < 0 && entry.taxYen <= 0)).toBe(true);
        expect(sum(back.map((entry) => entry.yen))).toBe(-sum(yen));
        expect(sum(back.map((entry) => entry.taxYen))).toBe(
          0 - sum(taken.map((entry) => entry.taxYen)),
        );
      }),
    );
  });

  it('hold the tax that is within the price, rounded down', () => {
    expect([taxWithin(1100, 10), taxWithin(109, 10), taxWithin(1080, 8), taxWithin(5, 0)]).toEqual([
      100, 9, 80, 0,
    ]);
    const [entry] = entriesOf({ ...FEE, charge: chargeOf([1100]) }, move({}), TAXED);
    expect(entry).toMatchObject({ yen: 1100, taxYen: 100, revenueItem: 'hall' });
  });

  it('lose no yen of a charge that has no lines', () => {
    const entries = entriesOf({ ...FEE, charge: chargeOf([]) }, move({}), noRevenueItems);
    expect(entries).toMatchObject([{ yen: 1100, revenueItem: 'unassigned' }]);
  });

  it('are entered on the day of the entry and belong to the year of the payment', () => {
    const at = new Date('2027-04-01T00:00:00+09:00');
    const occurredAt = new Date('2027-03-31T23:59:59+09:00');
    const owed = { ...FEE, charge: chargeOf([1100]) };
    expect(entriesOf(owed, move({ at, occurredAt }), TAXED)).toMatchObject([
      { bookedOn: '2027-04-01', fiscalYear: 2026 },
    ]);
    expect(entriesOf(owed, move({ at, occurredAt: at }), TAXED)).toMatchObject([
      { bookedOn: '2027-04-01', fiscalYear: 2027 },
    ]);
  });

  it('give back from the books that the money came to, as long as they are open', () => {
    const paidAt = new Date('2027-03-30T12:00:00+09:00');
    const owed = { ...FEE, charge: { ...chargeOf([1100]), paidAt } };
    const yearOn = (day: string, kind: Movement['kind'] = 'refund') => {
      const at = new Date(`${day}T12:00:00+09:00`);
      return entriesOf(owed, move({ kind, at, occurredAt: at }), TAXED)[0]?.fiscalYear;
    };
    expect([yearOn('2027-04-05'), yearOn('2027-05-31'), yearOn('2027-06-01')]).toEqual([
      2026, 2026, 2027,
    ]);
    expect(yearOn('2027-04-05', 'dispute_undone')).toBe(2026);
  });
});

describe('the year of the books', () => {
  const bill = { fiscalYear: 2025, segment: 'current' as const };

  it('of a fee changes on 1 April', () => {
    expect(accountingYear(null, '2027-03-31').fiscalYear).toBe(2026);
    expect(accountingYear(null, '2027-04-01').fiscalYear).toBe(2027);
  });

  it('of a bill is that of its assessment to 31 May, then it is carried over', () => {
    expect(accountingYear(bill, '2026-05-31')).toEqual(bill);
    expect(accountingYear(bill, '2026-06-01')).toEqual({ fiscalYear: 2026, segment: 'arrears' });
    expect(accountingYear(bill, '2027-04-01')).toEqual({ fiscalYear: 2027, segment: 'arrears' });
  });

  it('of arrears stays open to 31 May of the year after, too', () => {
    const arrears = { fiscalYear: 2026, segment: 'arrears' as const };
    expect(accountingYear(arrears, '2027-05-31')).toEqual(arrears);
    expect(yearOfReturn(arrears, '2027-06-01')).toEqual({ fiscalYear: 2027, segment: 'arrears' });
  });
});
