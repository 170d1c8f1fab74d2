import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { backfillLedger } from '../../server/domain/books/backfill-ledger.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { migrateSqlite } from '../../server/storage/migrate.ts';
import { storesOn } from '../../server/storage/open-stores.ts';
import { openSqlite } from '../../server/storage/sqlite-driver.ts';
import { checkTown, oneItem } from '../support/book-scene.ts';
import { newKey } from './each-database.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-backfill-'));
  folders.push(folder);
  return folder;
}

/** The migrations of the release before there were books. */
function before(): string {
  const folder = newFolder();
  cpSync(fileURLToPath(new URL('../../migrations/sqlite/', import.meta.url)), folder, {
    recursive: true,
  });
  const file = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8'));
  journal.entries = journal.entries.filter(({ idx }: { idx: number }) => idx <= 6);
  writeFileSync(file, JSON.stringify(journal));
  return folder;
}

const PAID = Date.parse('2026-03-31T23:59:00+09:00');
const HEARD = Date.parse('2026-04-01T00:01:00+09:00');

/** A charge as the older release left it: paid, paid twice, or never. */
type Writer = Awaited<ReturnType<typeof openSqlite>>['writer'];
function oldCharge(writer: Writer, id: string, events: readonly (readonly [string, string])[]) {
  const columns = writer.pragma('table_info(applications)') as { name: string; type: string }[];
  const values: Record<string, string | number> = { id, number: id, procedure_id: 'hall' };
  const row = columns.map(({ name, type }) => values[name] ?? (type === 'integer' ? 1 : ''));
  writer.prepare(`insert into applications values (${row.map(() => '?')})`).run(...row);
  const lines = JSON.stringify([{ item: 'room', label: '使用料', yen: 1100 }]);
  const state = events.length > 0 ? 'paid' : 'open';
  writer
    .prepare(`insert into charges values (?, ?, 'fee', 1100, ?, ?, ?, 1, 'card', 1, ?, 2)`)
    .run(id, id, lines, state, (events.length > 1 ? 1 : 0) * 1100, PAID);
  for (const [index, [type, attempt]] of events.entries()) {
    writer
      .prepare(`insert into payment_attempts values (?, ?, 'stripe', ?, 'card', null, 1)`)
      .run(attempt, id, `cs_${attempt}`);
    const detail = JSON.stringify({ yen: 1100, method: 'card' });
    writer
      .prepare(`insert into charge_events values (?, ?, ?, ?, ?, null, ?)`)
      .run(id, index + 1, type, HEARD, attempt, detail);
  }
}

it('books what an older release took: on the day it was heard of, once, and the check is content', async () => {
  const driver = await openSqlite(newFolder(), () => undefined);
  await migrateSqlite(driver, before());
  oldCharge(driver.writer, 'c1', [['attempt_paid', 'a1']]);
  oldCharge(driver.writer, 'c2', [
    ['attempt_paid', 'a2'],
    ['paid_twice', 'a3'],
  ]);
  oldCharge(driver.writer, 'c3', []);
  await migrateSqlite(driver);
  const stores = storesOn(driver, [newKey('k1')]);
  const clock = fixedClock('2026-11-21T12:00:00+09:00');
  expect((await checkTown({ stores, clock })).map(({ rule, subject }) => [rule, subject])).toEqual([
    ['taking_differs', 'c1'],
    ['taking_differs', 'c2'],
  ]);
  expect(await stores.ledgerBackfill.isBackfilled()).toBe(false);
  expect(await backfillLedger(stores.ledgerBackfill, oneItem)).toBe(2);
  expect(await stores.ledgerBackfill.isBackfilled()).toBe(true);
  expect(await backfillLedger(stores.ledgerBackfill, oneItem)).toBe(0);
  const entries = await stores.ledger.entries({ from: '2026-01-01', to: '2026-12-31' }, 0, 10);
  expect(
    entries.map((one) => [one.cause, one.yen, one.taxYen, one.bookedOn, one.fiscalYear]),
  ).toEqual([
    ['a1', 1100, 100, '2026-04-01', 2025],
    ['a2', 1100, 100, '2026-04-01', 2025],
    ['a3', 1100, 100, '2026-04-01', 2026],
  ]);
  expect(entries[0]).toMatchObject({ provider: 'stripe', method: 'card', procedureId: 'hall' });
  expect(await checkTown({ stores, clock })).toEqual([]);
  await driver.close();
});
