import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/domain/books/finding.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import type { Connection, Driver } from '../../server/storage/connection.ts';
import { storesOn } from '../../server/storage/open-stores.ts';
import { checkTown, oneItem } from '../support/book-scene.ts';
import { paidCharges } from '../support/paid-charges.ts';
import { sampleEntry } from './books-scene.ts';
import { DATABASES, useDatabase } from './each-database.ts';

type Paid = Awaited<ReturnType<typeof paidCharges>>[number];
type Plant = (connection: Connection, paid: Paid) => Promise<unknown>;

const BY = { actor: 'staff:treasurer', staffId: 't' };
const at = Date.parse('2026-11-21T12:00:00+09:00');
const ofCharge = (table: Connection['tables']['ledgerEntries'], { chargeId }: Paid) =>
  eq(table.chargeId, chargeId);

/** Each kind of error, put into the database past everything that would refuse it. */
const PLANTED: readonly (readonly [Finding['rule'], Plant])[] = [
  [
    'charge_state',
    ({ db, tables: { charges } }, { chargeId }) =>
      db.update(charges).set({ state: 'open' }).where(eq(charges.id, chargeId)),
  ],
  [
    'taking_differs',
    ({ db, tables: { ledgerEntries: t } }, paid) => db.delete(t).where(ofCharge(t, paid)),
  ],
  [
    'taking_differs',
    ({ db, tables: { ledgerEntries: t } }, paid) =>
      db.update(t).set({ yen: 2999 }).where(ofCharge(t, paid)),
  ],
  [
    'taking_unknown',
    ({ db, tables: { ledgerEntries: t } }, paid) =>
      db.update(t).set({ cause: 'nobody' }).where(ofCharge(t, paid)),
  ],
  [
    'entry_unknown_cause',
    ({ db, tables: { ledgerEntries: t } }, { chargeId }) =>
      db.insert(t).values({
        ...sampleEntry(chargeId, { kind: 'refund', cause: 'nobody', revenueItem: 'fees' }),
        seq: 900,
        occurredAt: at,
      }),
  ],
  [
    'entry_number_missing',
    ({ db, tables: { ledgerEntries: t } }, paid) =>
      db.update(t).set({ seq: 901 }).where(ofCharge(t, paid)),
  ],
  [
    'revenue_item_unknown',
    ({ db, tables: { ledgerEntries: t } }, paid) =>
      db.update(t).set({ revenueItem: 'unassigned' }).where(ofCharge(t, paid)),
  ],
  ['refund_state', (connection, paid) => addRefund(connection, paid, 'succeeded', ['asked'])],
  [
    'refund_differs',
    (connection, paid) =>
      addRefund(connection, paid, 'succeeded', ['asked', 'approved', 'paid_out']),
  ],
  [
    'refund_beyond',
    (connection, paid) =>
      addRefund(connection, paid, 'succeeded', ['asked', 'approved', 'paid_out'], 3001),
  ],
  [
    'dispute_differs',
    async ({ db, tables: { disputes, disputeEvents } }, { chargeId }) => {
      const dispute = { id: 'd', chargeId, provider: 'fake', providerRef: 'd', yen: 3000 };
      const told = { reason: 'fraud', state: 'lost', openedAt: at, touchedAt: at };
      await db.insert(disputes).values({ ...dispute, ...told });
      const detail = JSON.stringify({ yen: 3000 });
      const event = { disputeId: 'd', seq: 1, type: 'funds_withdrawn', at, detail };
      await db.insert(disputeEvents).values(event);
    },
  ],
  [
    'bill_state',
    async ({ db, tables: { billImports, bills, charges } }, { chargeId }) => {
      const file = { id: 'i', fileName: 'f', fileHash: 'h', rows: 1, added: 1, changed: 0 };
      await db.insert(billImports).values({ ...file, cancelled: 0, importedBy: 's', at });
      const told = { codeHash: 'x', revenueItem: 'fees', fiscalYear: 2026, segment: 'current' };
      const printed = { assessmentNumber: '1', term: '', lines: '[]', yen: 3000, elQr: 0 };
      const kept = { id: 'b', number: 'b', importId: 'i', createdAt: at, touchedAt: at };
      const open = { dueOn: '2026-12-25', payUntil: '2026-12-25', state: 'open' };
      await db.insert(bills).values({ ...told, ...printed, ...kept, ...open });
      await db.update(charges).set({ billId: 'b' }).where(eq(charges.id, chargeId));
    },
  ],
  [
    'receipt_number_missing',
    async ({ db, tables: { receipts } }, { chargeId }) => {
      const receipt = { chargeId, payerName: Buffer.from(''), lines: '[]', issuedBy: 'resident' };
      const first = { ...receipt, yen: 3000, issuedAt: at };
      await db.insert(receipts).values({ ...first, number: '2026-000002', issue: 0 });
    },
  ],
  [
    'receipt_beyond',
    async ({ db, tables: { receipts } }, { chargeId }) => {
      const receipt = { chargeId, payerName: Buffer.from(''), lines: '[]', issuedBy: 'resident' };
      const first = { ...receipt, yen: 3001, issuedAt: at };
      await db.insert(receipts).values({ ...first, number: '2026-000001', issue: 0 });
    },
  ],
  [
    'till_differs',
    (connection, { chargeId }) =>
      addTill(connection, { chargeId, kind: 'cash', yen: 3000 }, 33_000),
  ],
  ['till_expected', (connection) => addTill(connection, { kind: 'cash_added', yen: 500 }, 30_000)],
  [
    'till_unexplained',
    (connection) => addTill(connection, { kind: 'cash_added', yen: 500 }, 30_500, 30_000),
  ],
];

async function addRefund(
  { db, tables: { refunds, refundEvents } }: Connection,
  { chargeId, attemptId }: Paid,
  state: string,
  types: readonly string[],
  yen = 1000,
) {
  const told = { reason: 'mistake', way: 'bank_transfer', askedBy: 's', createdAt: at };
  const row = { id: 'r', chargeId, attemptId, yen, state, touchedAt: at, ...told };
  await db.insert(refunds).values(row);
  for (const [index, type] of types.entries()) {
    const event = { refundId: 'r', seq: index + 1, type, at, actor: 's', detail: '{}' };
    await db.insert(refundEvents).values(event);
  }
}

async function addTill(
  { db, tables: { tillSessions, tillEntries } }: Connection,
  entry: { readonly chargeId?: string; readonly kind: string; readonly yen: number },
  expectedYen: number,
  countedYen = expectedYen,
) {
  const session = { id: 't', till: 'main', day: '2026-11-21', state: 'counted', floatYen: 30_000 };
  const counted = { openedBy: 's', openedAt: at, expectedYen, countedYen };
  await db.insert(tillSessions).values({ ...session, ...counted });
  await db.insert(tillEntries).values({ ...entry, id: 'e', sessionId: 't', actor: 's', at });
}

describe.each(DATABASES)('the nightly check (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const clock = fixedClock('2026-11-21T12:00:00+09:00');
  const town = () => ({ stores: db().stores, clock, revenue: oneItem });

  it('finds nothing in a town where everything is right', async () => {
    await paidCharges(town(), 3);
    expect(await checkTown(town())).toEqual([]);
    expect(await db().stores.findings.lastCheck()).toBe('2026-11-21');
  });

  it('finds every kind of error that is planted', async () => {
    const [paid] = await paidCharges(town(), 1);
    if (paid === undefined) throw new Error('nobody has paid');
    for (const [rule, plant] of PLANTED) {
      const undo = new Error('undone');
      let seen: readonly Finding[] = [];
      // Planted, looked at and taken back.
      const planted = db().driver.write(async (connection) => {
        await plant(connection, paid);
        const work: Driver['read'] = (look) => look(connection);
        const inside = storesOn({ ...db().driver, read: work, write: work }, db().keys);
        seen = await checkTown({ stores: inside, clock });
        throw undo;
      });
      await expect(planted).rejects.toBe(undo);
      expect([rule, seen.map((one) => one.rule)]).toEqual([rule, expect.arrayContaining([rule])]);
    }
    expect(await checkTown(town())).toEqual([]);
  });

  it('keeps a finding once, until it is gone; what finance explained stays explained', async () => {
    const [paid] = await paidCharges(town(), 1);
    const { driver, stores } = db();
    const book = (yen: number) =>
      driver.write(async ({ db: builder, tables: { ledgerEntries: t } }) => {
        await builder
          .update(t)
          .set({ yen })
          .where(eq(t.chargeId, paid?.chargeId ?? ''));
      });
    await book(2000);
    await checkTown(town());
    await checkTown(town());
    const [found, ...others] = await stores.findings.list(10);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ rule: 'taking_differs', state: 'open', subject: paid?.chargeId });
    expect(found?.detail).toMatchObject({ came: 3000, booked: 2000 });
    const explain = (id = '') =>
      stores.findings.explain(id, '山田さんに電話した', { ...BY, at: clock.now() });
    expect([await explain(found?.id), await explain(found?.id)]).toEqual([true, false]);
    await checkTown(town());
    expect(await stores.findings.openCount()).toBe(0);
    expect(await stores.findings.list(10)).toMatchObject([
      { state: 'explained', note: '山田さんに電話した', settledBy: 'staff:treasurer' },
    ]);
    // It says something else now: that is not what was explained.
    await book(1000);
    await checkTown(town());
    expect((await stores.findings.list(10)).map(({ state }) => state)).toEqual(['open', 'gone']);
    await book(3000);
    await checkTown(town());
    expect((await stores.findings.list(10)).map(({ state }) => state)).toEqual(['gone', 'gone']);
    const rows = await driver.read(async ({ db: builder, tables }) =>
      builder.select().from(tables.bookFindings),
    );
    expect(JSON.stringify(rows)).not.toContain('山田');
  });

  it('finds a closed month that was changed, whatever its charges say', async () => {
    const { closings } = db().stores;
    const [paid] = await paidCharges(town(), 1);
    clock.set('2026-12-01T12:00:00+09:00');
    await closings.close('2026-11', { ...BY, at: clock.now() });
    expect(await checkTown(town())).toEqual([]);
    await db().driver.write(async ({ db: builder, tables: { ledgerEntries: t } }) => {
      await builder
        .update(t)
        .set({ method: 'konbini' })
        .where(eq(t.chargeId, paid?.chargeId ?? ''));
    });
    expect(await checkTown(town())).toMatchObject([
      { rule: 'closing_changed', subject: '2026-11' },
    ]);
  });
});
