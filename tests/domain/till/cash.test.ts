import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeFor,
  DENOMINATIONS,
  piecesOf,
  readCount,
  sumOfCount,
  usualTenders,
} from '../../../server/domain/till/cash.ts';
import { readSale } from '../../../server/domain/till/counter-sale.ts';
import { isOvernight, nextTillState } from '../../../server/domain/till/till-session.ts';
import { tillSums } from '../../../server/domain/till/till-sums.ts';

const yen = fc.integer({ min: 0, max: 300_000 });

describe('coins and notes', () => {
  it('give any change exactly, in pieces that the tray has, none of them twice over', () => {
    fc.assert(
      fc.property(yen, (sum) => {
        const pieces = piecesOf(sum);
        expect(pieces.reduce((all, one) => all + one.value * one.pieces, 0)).toBe(sum);
        // Two fives never lie where a ten would do.
        for (const [index, { value, pieces: many }] of pieces.entries()) {
          const larger = index === 0 ? Number.POSITIVE_INFINITY : (pieces[index - 1]?.value ?? 0);
          expect(many * value).toBeLessThan(larger);
        }
        expect(pieces.map(({ value }) => value)).not.toContain(2000);
      }),
    );
  });

  it('are never given out for less than was owed', () => {
    fc.assert(
      fc.property(yen, yen, (owed, tendered) => {
        const change = changeFor(owed, tendered);
        if ('why' in change) expect(tendered < owed || tendered > owed + 10_000).toBe(true);
        else expect(change.changeYen).toBe(tendered - owed);
      }),
    );
    expect(changeFor(1500, 1499)).toEqual({ why: 'too_little' });
    expect(changeFor(1500, 20_000)).toEqual({ why: 'too_much' });
  });

  it('that people usually hand over for a sum are a tap away', () => {
    expect(usualTenders(1450)).toEqual([1450, 1500, 2000, 5000, 10_000]);
    expect(usualTenders(10_000)).toEqual([10_000]);
  });

  it('are counted as they are typed, and what is no number is named', () => {
    const typed = { 10000: '３', 1000: ' 12枚', 100: '', 1: '1,000' } as Record<number, string>;
    const read = readCount((value) => typed[value] ?? '');
    expect(read).toEqual({ count: { 10000: 3, 1000: 12, 1: 1000 }, wrong: [] });
    expect(sumOfCount(read.count)).toBe(43_000);
    expect(readCount((value) => (value === 500 ? '2.5' : '')).wrong).toEqual([500]);
    expect(readCount((value) => (value === 1 ? '-1' : '')).wrong).toEqual([1]);
    expect(DENOMINATIONS).toHaveLength(10);
  });
});

describe('a till', () => {
  it('is opened, counted (again, until somebody has it), handed over, and nothing else', () => {
    const states = ['open', 'counted', 'handed_over'] as const;
    const ways = states.flatMap((from) =>
      states
        .filter((to) => {
          try {
            return nextTillState(from, to) === to;
          } catch {
            return false;
          }
        })
        .map((to) => `${from} ${to}`),
    );
    expect(ways).toEqual(['open counted', 'counted counted', 'counted handed_over']);
  });

  it('expects its float and what came and went in cash; cards are the terminal’s', () => {
    const sums = tillSums({ floatYen: 30_000 }, [
      { kind: 'cash', yen: 1500 },
      { kind: 'cash', yen: -1500 },
      { kind: 'card_terminal', yen: 1500 },
      { kind: 'cash_refund', yen: -300 },
      { kind: 'cash_added', yen: 5000 },
      { kind: 'card_void', yen: -500 },
    ]);
    expect(sums).toMatchObject({ expectedYen: 34_700, takingsYen: -300, terminalYen: 1000 });
  });

  it('that was left open is known by the next morning', () => {
    const session = { state: 'open', day: '2026-11-20' } as Parameters<typeof isOvernight>[0];
    expect(isOvernight(session, '2026-11-21')).toBe(true);
    expect(isOvernight(session, '2026-11-20')).toBe(false);
    expect(isOvernight({ ...session, state: 'counted' }, '2026-11-21')).toBe(false);
  });
});

describe('what is sold at the counter', () => {
  const item = { taxPercent: 10, elQr: false, name: { ja: '資料館入館料' } };
  const items = new Map([
    ['museum', item],
    ['resident_tax', { ...item, elQr: true }],
  ]) as unknown as Parameters<typeof readSale>[1];

  it('has an item, pieces and a price; local taxes are never sold', () => {
    const typed = [
      { item: 'museum', pieces: '２', price: '300円' },
      { item: '', pieces: '1', price: '' },
      { item: 'resident_tax', pieces: '1', price: '1000' },
      { item: 'museum', pieces: '0', price: '300' },
      { item: 'unheard_of', pieces: '1', price: '300' },
    ];
    expect(readSale(typed, items)).toEqual({
      lines: [{ item: 'museum', pieces: 2, price: 300, yen: 600 }],
      wrong: [2, 3, 4],
    });
  });
});
