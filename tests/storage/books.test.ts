import { join } from 'node:path';
import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { takingsQuery } from '../../server/storage/ledger-store.ts';
import { SQLITE_FILE } from '../../server/storage/sqlite-driver.ts';
import { enter, owedCharge, sampleEntry } from './books-scene.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const BY = { actor: 'staff:treasurer', staffId: 'treasurer' };
const LAST_OF_YEAR = { bookedOn: '2026-12-31' };
const on = (day: string) => ({ ...BY, at: new Date(`${day}T12:00:00+09:00`) });

describe.each(DATABASES)('the books (%s)', (dialect) => {
  const db = useDatabase(dialect);

  it('number their entries without gaps and sum them up by day and heading', async () => {
    const charge = await owedCharge(db());
    await enter(db(), [
      sampleEntry(charge, { cause: 'a1', yen: 2000, taxYen: 181 }),
      sampleEntry(charge, { cause: 'a1', yen: 1000, taxYen: 0, revenueItem: 'light' }),
      sampleEntry(charge, { cause: 'a2', yen: 2000, taxYen: 181 }),
      sampleEntry(charge, { kind: 'refund', cause: 'r1', yen: -500, taxYen: -45 }),
    ]);
    await enter(db(), [sampleEntry(charge, { bookedOn: '2026-11-22', method: 'konbini' })]);
    const { ledger } = db().stores;
    const range = { from: '2026-11-01', to: '2026-11-30' };
    const takings = await ledger.takings(range);
    expect(
      takings.map((one) => [one.bookedOn, one.kind, one.revenueItem, one.yen, one.taxYen]),
    ).toEqual([
      ['2026-11-21', 'refund', 'hall', -500, -45],
      ['2026-11-21', 'taking', 'hall', 4000, 362],
      ['2026-11-21', 'taking', 'light', 1000, 0],
      ['2026-11-22', 'taking', 'hall', 3000, 272],
    ]);
    expect(
      (await ledger.movements(range)).map((one) => [one.bookedOn, one.kind, one.movements]),
    ).toEqual([
      ['2026-11-21', 'refund', 1],
      ['2026-11-21', 'taking', 2],
      ['2026-11-22', 'taking', 1],
    ]);
    expect(await ledger.takings({ ...range, fiscalYear: 2025 })).toEqual([]);
    const entries = await ledger.entries({ ...range, revenueItem: 'light' }, 0, 10);
    expect(entries.map(({ seq, yen }) => [seq, yen])).toEqual([[2, 1000]]);
    const all = await ledger.entries({ ...range, procedureId: 'facility-booking' }, 1, 10);
    expect(all.map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
    expect(await ledger.entries({ ...range, procedureId: '' }, 0, 10)).toEqual([]);
  });

  it('are read by the index of their days', async () => {
    const { driver, dataDir } = db();
    if (driver.dialect !== 'sqlite') return;
    const { sql, params } = await driver.read(async (connection) =>
      takingsQuery(connection, { from: '2026-11-21', to: '2026-11-21' }).toSQL(),
    );
    const file = new Database(join(dataDir, SQLITE_FILE), { readonly: true });
    const plan = file.prepare(`explain query plan ${sql}`).all(...params) as { detail: string }[];
    file.close();
    expect(plan[0]?.detail).toContain(
      'USING INDEX ledger_entries_day (booked_on>? AND booked_on<?)',
    );
  });

  it('close months in order, when they are over', async () => {
    const charge = await owedCharge(db());
    await enter(db(), [sampleEntry(charge, { bookedOn: '2027-04-10', fiscalYear: 2026 })]);
    const { closings } = db().stores;
    expect(await closings.begin()).toEqual({ month: '2026-11', year: 2026 });
    expect(await closings.close('2026-12', on('2027-01-04'))).toBe('not_in_order');
    expect(await closings.close('2026-11', on('2026-11-30'))).toBe('not_over');
    const november = await closings.close('2026-11', on('2026-12-01'));
    expect(november).toMatchObject({ period: '2026-11', lastSeq: 5, yen: 7500, entries: 5 });
    expect(await closings.close('2026-11', on('2026-12-01'))).toBe('closed');
    expect(await closings.close('FY2026', on('2027-05-31'))).toBe('not_over');
    expect(await closings.close('FY2026', on('2027-06-01'))).toBe('months_open');
    const { entries } = await db().stores.audit.page({ about: ['2026-11'] }, null, 5);
    expect(entries[0]).toMatchObject({ action: 'books.closed', actor: 'staff:treasurer' });
  });

  it('enter nothing into a closed month: not even what was decided before it was closed', async () => {
    const charge = await owedCharge(db());
    // Decided on the last minute of November, written after the closing had the lock.
    await enter(db(), [sampleEntry(charge, { bookedOn: '2026-11-30', cause: 'late' })]);
    const { ledger, closings } = db().stores;
    const [late] = await ledger.entries({ from: '2026-12-01', to: '2026-12-01' }, 0, 10);
    expect(late).toMatchObject({ cause: 'late', bookedOn: '2026-12-01', fiscalYear: 2026 });
    const november = await closings.find('2026-11');
    expect(november && (await closings.hashAnew(november, async () => undefined))).toBe(
      november?.hash,
    );
  });

  it('hold each entry once when it comes at the same moment as the closing', async () => {
    const charge = await owedCharge(db());
    const { ledger, closings } = db().stores;
    const entries = (count: number) =>
      Array.from({ length: count }, () => enter(db(), [sampleEntry(charge, LAST_OF_YEAR)]));
    await Promise.all([...entries(2), closings.close('2026-12', on('2027-01-01')), ...entries(3)]);
    const december = await closings.find('2026-12');
    const inside = await ledger.entries({ from: '2026-12-01', to: '2026-12-31' }, 0, 100);
    const after = await ledger.entries({ from: '2027-01-01', to: '2027-01-31' }, 0, 100);
    expect(december).toMatchObject({ entries: inside.length });
    expect(inside.length + after.length).toBe(1 + 5);
    expect(new Set(after.map((one) => one.bookedOn)).has('2026-12-31')).toBe(false);
    const hash = december && (await closings.hashAnew(december, async () => undefined));
    expect(hash).toBe(december?.hash);
  });

  it('find an entry that was changed, added or taken away under a closing', async () => {
    const { closings } = db().stores;
    const november = await closings.find('2026-11');
    const { driver } = db();
    const change = (yen: number) =>
      driver.write(async ({ db: builder, tables: { ledgerEntries } }) => {
        await builder.update(ledgerEntries).set({ yen }).where(eq(ledgerEntries.seq, 2));
      });
    if (november === undefined) throw new Error('nothing was closed');
    await change(1001);
    expect(await closings.hashAnew(november, async () => undefined)).not.toBe(november.hash);
    await change(1000);
    expect(await closings.hashAnew(november, async () => undefined)).toBe(november.hash);
  });

  it('close a year of its closed months, and enter what comes later into the next one', async () => {
    const { closings, ledger } = db().stores;
    const charge = await owedCharge(db());
    for (const month of ['2027-01', '2027-02', '2027-03', '2027-04', '2027-05']) {
      expect(await closings.close(month, on('2027-06-01'))).toMatchObject({ period: month });
    }
    const year = await closings.close('FY2026', on('2027-06-01'));
    expect(year).toMatchObject({ period: 'FY2026', yen: 28_500, previous: '' });
    expect(await closings.close('FY2026', on('2027-06-02'))).toBe('closed');
    expect(await closings.close('FY2028', on('2029-06-02'))).toBe('not_in_order');
    // Paid at a shop on 31 May, told on 2 June.
    const late = { bookedOn: '2027-06-02', fiscalYear: 2026 };
    await enter(db(), [
      sampleEntry(charge, { ...late, procedureId: null, cause: 'bill' }),
      sampleEntry(charge, { ...late, cause: 'fee' }),
    ]);
    const june = await ledger.entries({ from: '2027-06-01', to: '2027-06-30' }, 0, 10);
    expect(june.map((one) => [one.cause, one.fiscalYear, one.segment])).toEqual([
      ['bill', 2027, 'arrears'],
      ['fee', 2027, 'current'],
    ]);
    const closed = await closings.find('FY2026');
    expect(closed && (await closings.hashAnew(closed, async () => undefined))).toBe(closed?.hash);
  });
});
