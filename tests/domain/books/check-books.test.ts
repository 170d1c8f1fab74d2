import { expect, it } from 'vitest';
import { type CheckDeps, checkBooks } from '../../../server/domain/books/check-books.ts';
import type { Finding } from '../../../server/domain/books/finding.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { oneItem } from '../../support/book-scene.ts';

/** Books that hold that much, beside charges whose entries are 3,000 yen under the first number. */
function deskWith(
  total: { firstSeq: number; lastSeq: number; entries: number; yen: number },
  seen: { readonly booked?: boolean } = {},
) {
  const kept: Finding[] = [];
  const entry = { seq: 1, kind: 'taking', cause: 'a', yen: 3000, revenueItem: 'fees' } as const;
  const charge = { id: 'c', state: 'paid', yen: 3000, refundYen: 0, billId: null } as const;
  const settled = {
    charge,
    billState: null,
    events: [{ type: 'attempt_paid', attemptId: 'a', detail: { yen: 3000 } }],
    refunds: [],
    disputes: [],
    entries: [{ ...entry, tillSessionId: null }],
    tillYen: 0,
    receipts: [],
  };
  const record = seen.booked === false ? { ...settled, entries: [] } : settled;
  const desk = {
    records: {
      async *portions() {
        yield [record];
      },
      again: async () => settled,
      ledgerTotal: async () => total,
      receiptYears: async () => [],
      tills: async () => [],
    },
    findings: {
      record: async (found: readonly Finding[]) => kept.push(...found),
    },
    closings: { list: async () => [] },
    revenue: oneItem,
    clock: fixedClock('2026-11-22T03:00:00+09:00'),
    payoutFindings: async () => [],
    rest: async () => undefined,
  } as unknown as CheckDeps;
  return { desk, kept };
}

const rulesOf = async (total: Parameters<typeof deskWith>[0]) => {
  const { desk, kept } = deskWith(total);
  await checkBooks(desk);
  return kept.map(({ rule, detail }) => [rule, detail]);
};

it('every yen of the books belongs to a charge', async () => {
  const whole = { firstSeq: 1, lastSeq: 1, entries: 1, yen: 3000 };
  expect(await rulesOf(whole)).toEqual([]);
  expect(await rulesOf({ ...whole, lastSeq: 2, entries: 2, yen: 3700 })).toEqual([
    ['entry_without_charge', { entries: 1, yen: 700 }],
  ]);
  // What is entered while the check walks is the next night's.
  const later = { firstSeq: 0, lastSeq: 0, entries: 0, yen: 0 };
  expect(await rulesOf(later)).toEqual([]);
});

it('entries have numbers without gaps, until the first ones have gone by their age', async () => {
  const gap = { firstSeq: 1, lastSeq: 3, entries: 1, yen: 3000 };
  expect(await rulesOf(gap)).toEqual([['entry_number_missing', { missing: 2 }]]);
});

it('money that comes while the check reads is no error', async () => {
  const total = { firstSeq: 0, lastSeq: 0, entries: 0, yen: 0 };
  const { desk, kept } = deskWith(total, { booked: false });
  await checkBooks(desk);
  expect(kept).toEqual([]);
});
