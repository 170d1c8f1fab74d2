import { expect, it } from 'vitest';
import { figuresOfYear } from '../../../server/domain/books/figures-of-year.ts';
import { sumTakings, takingsRows } from '../../../server/domain/books/sum-takings.ts';

const line = (
  kind: 'taking' | 'refund' | 'dispute' | 'refund_undone',
  yen: number,
  month = 11,
) => ({
  fiscalYear: month > 11 ? 2027 : 2026,
  revenueItem: 'hall',
  segment: 'current' as const,
  procedureId: 'facility-booking',
  method: 'card',
  channel: 'online',
  provider: 'fake',
  kind,
  yen,
  taxYen: Math.trunc(yen / 11),
  entries: 1,
});
const count = (kind: 'taking' | 'refund', movements: number) => ({ ...line(kind, 0), movements });

it('shows what was given back and what was disputed beside what came, never mixed with it', () => {
  const lines = [line('taking', 1100), line('refund', -550), line('refund_undone', 110)];
  expect(sumTakings([...lines, line('dispute', -220)])).toEqual({
    takenYen: 1100,
    refundedYen: -440,
    disputedYen: -220,
    netYen: 440,
    taxYen: 100 - 50 + 10 - 20,
  });
});

it('gives one row for each heading, with how many there were', () => {
  const other = { ...line('taking', 300), method: 'konbini' };
  const rows = takingsRows(
    [other, line('taking', 1100), line('refund', -100)],
    [count('taking', 2), count('refund', 1)],
    ({ method }) => method,
  );
  expect(rows.map((row) => [row.of.method, row.netYen, row.payments, row.refunds])).toEqual([
    ['card', 1000, 2, 1],
    ['konbini', 300, 0, 0],
  ]);
});

it('adds up months to a year without what belongs to another one', () => {
  const months = [
    { lines: [line('taking', 100)], movements: [count('taking', 1)] },
    { lines: [line('taking', 50), line('taking', 7, 12)], movements: [count('taking', 2)] },
  ];
  const year = figuresOfYear(months, 2026);
  expect(year.lines).toMatchObject([{ yen: 150, entries: 2 }]);
  expect(year.movements).toMatchObject([{ movements: 3 }]);
});
