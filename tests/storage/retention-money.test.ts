import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../server/lib/clock.ts';
import { createKeyRing } from '../../server/lib/key-ring.ts';
import { sealedFor } from '../../server/storage/receipt-rows.ts';
import { oneItem } from '../support/book-scene.ts';
import { paidCharges } from '../support/paid-charges.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { everyRow } from './retention-scene.ts';

const PAID = '2026-11-21T12:00:00+09:00';
const LATER = new Date('2032-04-01T00:00:00+09:00');
const ORDER = { run: 'r', actor: 'system', at: LATER };
const at = Date.parse(PAID);

type Paid = Awaited<ReturnType<typeof paidCharges>>[number];

describe.each(DATABASES)('money records and their time (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const town = () => ({ stores: db().stores, clock: fixedClock(PAID), revenue: oneItem });

  /** A paid case with something of it in every table of the money. */
  async function paidCase(refundState = 'succeeded'): Promise<Paid> {
    const [paid] = await paidCharges(town(), 1, { item: 'ポチの登録' });
    if (paid === undefined) throw new Error('nobody has paid');
    const { chargeId, attemptId } = paid;
    const ring = createKeyRing(db().keys);
    const sealed = ring.seal('山田', 'test');
    const number = `2026-${chargeId.slice(0, 6)}`;
    await db().driver.write(async ({ db: builder, tables }) => {
      await builder
        .update(tables.charges)
        .set({ payerName: sealed })
        .where(eq(tables.charges.id, chargeId));
      const id = `of-${chargeId}`;
      const told = { reason: 'mistake', touchedAt: at };
      const refund = { id, chargeId, attemptId, yen: 1000, way: 'cash', state: refundState };
      const asked = { askedBy: 's', createdAt: at, payee: sealed };
      await builder.insert(tables.refunds).values({ ...refund, ...told, ...asked });
      const event = { seq: 1, type: 'asked', at, detail: '{}' };
      await builder.insert(tables.refundEvents).values({ ...event, refundId: id, actor: 's' });
      const dispute = { id, chargeId, provider: 'fake', providerRef: id, yen: 1, state: 'won' };
      await builder.insert(tables.disputes).values({ ...dispute, ...told, openedAt: at });
      await builder.insert(tables.disputeEvents).values({ ...event, disputeId: id });
      const lines = JSON.stringify([{ label: 'ポチ', revenueName: '手数料', yen: 3000 }]);
      const receipt = { number, chargeId, issue: 0, yen: 3000, lines, issuedBy: 's', issuedAt: at };
      const payerName = ring.seal('山田', sealedFor(number));
      await builder.insert(tables.receipts).values({ ...receipt, payerName });
      const session = { id, till: id, day: '2026-11-21', state: 'counted', floatYen: 0 };
      await builder.insert(tables.tillSessions).values({ ...session, openedBy: 's', openedAt: at });
      const entry = { id, sessionId: id, kind: 'cash', yen: 3000, chargeId, actor: 's', at };
      await builder.insert(tables.tillEntries).values(entry);
      await builder
        .update(tables.applications)
        .set({ status: 'completed', closedAt: at })
        .where(eq(tables.applications.id, paid.applicationId));
    });
    return paid;
  }

  /** The case goes; its money stays if it is younger than that day. */
  async function remove({ applicationId }: Paid, moneyBefore: string) {
    const [row] = await db().driver.read(async ({ db: builder, tables: { applications } }) =>
      builder.select().from(applications).where(eq(applications.id, applicationId)),
    );
    const one = {
      id: applicationId,
      number: row?.number ?? '',
      procedureId: row?.procedureId ?? '',
      status: 'completed' as const,
      submittedAt: new Date(PAID),
      closedAt: new Date(at),
      held: false,
    };
    const before = new Date(`${moneyBefore}T00:00:00+09:00`);
    return db().stores.retention.remove([one], before, ORDER);
  }

  const rowsOf = async ({ chargeId }: Paid) => {
    const rows = await everyRow(db().driver);
    const own = rows.filter(
      ({ table, text }) => table !== 'audit_entries' && text.includes(chargeId),
    );
    return [...new Set(own.map(({ table }) => table))].sort();
  };

  it('of a case that goes stay without a person, then go in the order of their keys', async () => {
    const paid = await paidCase();
    expect(await remove(paid, '2026-04-01')).toMatchObject([{ moneyKept: true }]);
    const { chargeId } = paid;
    await db().driver.read(async ({ db: builder, tables }) => {
      const [charge] = await builder
        .select()
        .from(tables.charges)
        .where(eq(tables.charges.id, chargeId));
      expect(charge).toMatchObject({ payerName: null, yen: 3000 });
      const [refund] = await builder
        .select()
        .from(tables.refunds)
        .where(eq(tables.refunds.chargeId, chargeId));
      expect(refund).toMatchObject({ payee: null, yen: 1000 });
    });
    const [receipt] = await db().stores.receipts.listOf(chargeId);
    expect(receipt).toMatchObject({ payerName: '', yen: 3000 });
    expect(JSON.stringify(receipt?.lines)).not.toContain('ポチ');
    const days = { from: '2026-11-21', to: '2026-11-21' };
    const booked = await db().stores.ledger.entries(days, 0, 100);
    expect(booked.some((entry) => entry.chargeId === chargeId)).toBe(true);

    const { retention } = db().stores;
    expect(await retention.removeMoney(new Date('2026-11-21T00:00:00+09:00'))).toBe(0);
    expect(await retention.removeMoney(LATER)).toBe(1);
    expect(await rowsOf(paid)).toEqual([]);
  });

  it('go with their case when both are old enough', async () => {
    const paid = await paidCase();
    expect(await remove(paid, '2032-04-01')).toMatchObject([{ moneyKept: false }]);
    // The till keeps its sum, without saying for what.
    expect(await rowsOf(paid)).toEqual(['till_entries', 'till_sessions']);
  });

  it('keep their case as long as a refund is under way or an entry is young', async () => {
    const paid = await paidCase('pending');
    expect(await remove(paid, '2026-04-01')).toEqual([]);
    await db().driver.write(async ({ db: builder, tables: { refunds } }) => {
      await builder
        .update(refunds)
        .set({ state: 'succeeded' })
        .where(eq(refunds.chargeId, paid.chargeId));
    });
    await db().driver.write(async ({ db: builder, tables: { ledgerEntries } }) => {
      await builder
        .update(ledgerEntries)
        .set({ bookedOn: '2032-05-01' })
        .where(eq(ledgerEntries.chargeId, paid.chargeId));
    });
    expect(await remove(paid, '2032-04-01')).toMatchObject([{ moneyKept: true }]);
    expect(await db().stores.retention.removeMoney(LATER)).toBe(0);
    expect(await rowsOf(paid)).toContain('ledger_entries');
  });

  it('of bills go with the bill, and open bills that can be paid stay', async () => {
    const { driver, stores } = db();
    const sealed = createKeyRing(db().keys).seal('山田', 'test');
    await driver.write(async ({ db: builder, tables }) => {
      const file = { id: 'i', fileName: 'f', fileHash: 'h', rows: 1, added: 1, changed: 0 };
      await builder
        .insert(tables.billImports)
        .values({ ...file, cancelled: 0, importedBy: 's', at });
      const told = { codeHash: 'x', revenueItem: 'fees', fiscalYear: 2026, segment: 'current' };
      const printed = { assessmentNumber: '1', term: '', lines: '[]', yen: 3000, elQr: 0 };
      const kept = { importId: 'i', createdAt: at, touchedAt: at, addressee: sealed };
      const bill = { ...told, ...printed, ...kept, dueOn: '2026-12-25' };
      const paidBill = { id: 'paid', number: 'paid', state: 'paid', payUntil: '2026-12-25' };
      const openBill = { id: 'open', number: 'open', state: 'open', payUntil: '2033-12-25' };
      await builder.insert(tables.bills).values([
        { ...bill, ...paidBill },
        { ...bill, ...openBill },
      ]);
      const charge = { id: 'of-bill', billId: 'paid', kind: 'bill', yen: 3000, lines: '[]' };
      const state = { state: 'paid', refundYen: 0, payBy: at, createdAt: at, touchedAt: at };
      await builder.insert(tables.charges).values({ ...charge, ...state });
    });
    expect(await stores.retention.removeMoney(LATER)).toBe(1);
    const left = (await everyRow(driver)).filter(({ table }) => table === 'bills');
    expect(left.map(({ text }) => JSON.parse(text).id)).toEqual(['open']);
  });

  it('leave no till, receipt or dispute behind but those of the young entry', async () => {
    await db().stores.retention.removeMoney(LATER);
    const rows = Map.groupBy(await everyRow(db().driver), ({ table }) => table);
    const left = ['till_sessions', 'till_entries', 'receipts', 'disputes', 'refund_events'];
    expect(left.map((table) => rows.get(table)?.length)).toEqual([1, 1, 1, 1, 1]);
  });
});
