import { describe, expect, it } from 'vitest';
import type { Field } from '../../../server/domain/procedures/procedure.ts';
import {
  composeReceipt,
  isReceiptable,
  payerNameOf,
  returnedYen,
  taxSums,
} from '../../../server/domain/receipts/compose-receipt.ts';
import type { ReceiptLine } from '../../../server/domain/receipts/receipt.ts';
import { nextReceiptNumber } from '../../../server/domain/receipts/receipt-number.ts';
import type { RevenueBook } from '../../../server/domain/revenue/revenue-book.ts';
import { undisputed } from '../../support/dispute-scene.ts';
import { noRevenueItems } from '../../support/no-revenue-items.ts';

const field = (id: string, fact?: string, repeat?: string) =>
  [id, { id, fact, repeat } as unknown as Field] as const;
const fields = new Map([
  field('club', 'group.name'),
  field('child', 'applicant.name', 'children'),
  field('who', 'applicant.name'),
  field('other'),
]);
const line = (yen: number, taxPercent: number): ReceiptLine => ({
  label: '使用料',
  revenueItem: 'hall',
  revenueName: '公民館使用料',
  yen,
  taxPercent,
});

describe('the name on a receipt', () => {
  it.each([
    [{ who: { family: '見本', given: '花子' } }, '見本 花子'],
    [{ who: { family: 'Siti', given: '' } }, 'Siti'],
    [{ club: '見本合唱団', who: { family: '見本', given: '花子' } }, '見本合唱団　見本 花子'],
    [{ club: '見本合唱団' }, '見本合唱団'],
    [{ child: { family: '子', given: '供' }, other: '上様' }, ''],
    [{}, ''],
  ])('is what was entered, and nothing else: %j', (answers, name) => {
    expect(payerNameOf({ fields }, answers)).toBe(name);
  });
});

describe('consumption tax on a receipt', () => {
  it.each([
    // Two lines of 5 yen have no tax each; their sum of 10 yen has none either, that of 11 has one.
    [[line(5, 10), line(5, 10)], [{ percent: 10, yen: 10, taxYen: 0 }]],
    [[line(5, 10), line(6, 10)], [{ percent: 10, yen: 11, taxYen: 1 }]],
    [
      [line(1100, 10), line(108, 8), line(500, 0)],
      [
        { percent: 8, yen: 108, taxYen: 8 },
        { percent: 10, yen: 1100, taxYen: 100 },
      ],
    ],
    [[line(300, 0)], []],
  ])('is rounded once for each rate (%#)', (lines, sums) => {
    expect(taxSums(lines)).toEqual(sums);
  });
});

describe('what a receipt says', () => {
  const revenue: RevenueBook = {
    items: new Map([
      ['hall', { name: { ja: '公民館使用料' }, taxPercent: 10 }],
    ]) as unknown as RevenueBook['items'],
    itemOf: (_procedure, { item }) => (item === 'room' ? 'hall' : 'unassigned'),
  };
  const { charge } = undisputed();

  it('names each line and its revenue item, with the rate of its tax', () => {
    const about = { procedureId: 'hall', payerName: '見本 花子' };
    const { lines, yen, payerName } = composeReceipt(charge, about, revenue);
    expect([yen, payerName]).toEqual([1501, '見本 花子']);
    expect(lines.map(({ revenueName, taxPercent }) => [revenueName, taxPercent])).toEqual([
      ['公民館使用料', 10],
      ['照明', 0],
    ]);
    const [unknown] = composeReceipt(charge, about, noRevenueItems).lines;
    expect(unknown?.revenueName).toBe('使用料');
  });

  it('is given for money that came, also when it goes back; for nothing else', () => {
    expect(isReceiptable(charge)).toBe(true);
    expect(isReceiptable({ ...charge, paidAt: null })).toBe(false);
    expect(isReceiptable({ ...charge, yen: 0 })).toBe(false);
  });

  it.each([
    [1501, 0],
    [1500, 1],
    [0, 1501],
    // Paid twice, and nothing given back yet.
    [3002, 0],
    [-1, 1501],
    [null, 0],
  ])('of which the town keeps %s yen, %i have gone back', (keptYen, back) => {
    const content = composeReceipt(charge, { procedureId: null, payerName: '' }, noRevenueItems);
    expect(returnedYen(content, { keptYen, provider: null })).toBe(back);
  });
});

describe('numbers of receipts', () => {
  it('begin anew each fiscal year and follow each other', () => {
    expect(nextReceiptNumber(2026, undefined)).toBe('2026-000001');
    expect(nextReceiptNumber(2026, '2026-000009')).toBe('2026-000010');
    expect(nextReceiptNumber(2026, '2026-999998')).toBe('2026-999999');
    expect(() => nextReceiptNumber(2026, '2026-999999')).toThrow(/More than/);
  });
});
