import { expect, it } from 'vitest';
import { keepBooks } from '../../server/jobs/keep-books.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import type { Services } from '../../server/services.ts';
import { oneItem } from '../support/book-scene.ts';

it('checks the books once a night, from two o’clock on, and books earlier payments once', async () => {
  const done: string[] = [];
  let checked: string | undefined;
  let backfilled = false;
  const clock = fixedClock('2026-11-21T01:59:59+09:00');
  const stores = {
    ledgerBackfill: {
      isBackfilled: async () => backfilled,
      backfill: async () => {
        backfilled = true;
        done.push('backfill');
        return 1;
      },
    },
    findings: {
      lastCheck: async () => checked,
      record: async (_: unknown, day: string) => {
        checked = day;
        done.push(`check ${day}`);
        return 0;
      },
    },
    bookRecords: {
      portions: async function* () {},
      ledgerTotal: async () => ({ firstSeq: 0, lastSeq: 0, entries: 0, yen: 0 }),
      receiptYears: async () => [],
      tills: async () => [],
    },
    closings: { list: async () => [] },
    payouts: {
      matchAgain: async () => void done.push('payouts'),
      differences: async () => [],
      wrongSums: async () => [],
    },
  };
  const services = { stores, clock, revenue: oneItem, providers: new Map() };
  const log = { error: () => undefined, warn: () => undefined, info: () => undefined };
  const run = () => keepBooks(services as unknown as Services, log);
  checked = '2026-11-20';
  await run();
  expect(done).toEqual(['backfill']);
  clock.set('2026-11-21T02:00:00+09:00');
  await run();
  await run();
  clock.set('2026-11-22T01:00:00+09:00');
  await run();
  expect(done).toEqual(['backfill', 'payouts', 'check 2026-11-21']);
});
