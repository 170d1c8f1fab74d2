import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chargeLines } from '../../server/domain/bills/charge-lines.ts';
import type { ImportRow } from '../../server/domain/bills/import-row.ts';
import { sampleBills } from '../../server/domain/bills/sample-bills.ts';
import { settleAttempt } from '../../server/domain/payments/settle-attempt.ts';
import { noRevenueItems } from '../support/no-revenue-items.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const NOW = new Date('2026-11-21T12:00:00+09:00');
const [SAMPLE] = sampleBills('2026-11-21') as [ImportRow];
let counter = 0;

describe.each(DATABASES)('bills (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const store = () => db().stores.bills;

  async function take(rows: readonly ImportRow[]) {
    const id = randomUUID();
    const nothing = { rows: rows.length, added: 0, changed: 0, cancelled: 0 };
    const file = { fileName: 'a.csv', fileHash: '', importedBy: 'staff:kaikei', at: NOW };
    await store().beginImport({ id, ...file, ...nothing });
    const { closing } = await store().importRows(id, rows, NOW);
    return { closing, record: await store().findImport(id) };
  }

  /** A bill of its own, open. */
  async function open(change: Partial<ImportRow> = {}) {
    counter += 1;
    const row = { ...SAMPLE, number: `90000000${counter}`, ...change };
    await take([row]);
    const bill = await store().findByNumberAndCode(row.number, row.code);
    return { row, id: bill?.id ?? '' };
  }

  const ask = (billId: string, payerName: string | null = null, at = NOW) =>
    store().openCharge({
      id: randomUUID(),
      billId,
      payerName,
      linesOf: (bill) => chargeLines(bill, new Map()),
      at,
    });

  /** Somebody stands at the payment company's page. */
  async function begin(billId: string, at = NOW) {
    const { charges } = db().stores;
    const { id: chargeId } = await ask(billId, null, at);
    const attempt = {
      id: randomUUID(),
      chargeId,
      provider: 'sandbox',
      providerRef: null,
      method: 'card' as const,
      url: null,
      createdAt: NOW,
    };
    await charges.addAttempt(attempt);
    await charges.change(chargeId, () => ({
      state: 'started',
      events: [
        {
          type: 'attempt_started',
          at: NOW,
          attemptId: attempt.id,
          providerEventId: null,
          detail: {},
        },
      ],
    }));
    const clock = { now: () => NOW };
    const deps = { charges, clock, providers: new Map(), revenue: noRevenueItems };
    const paid = (paidAt = NOW) =>
      settleAttempt(deps, attempt, {
        outcome: { outcome: 'paid', method: 'card', yen: SAMPLE.yen, paidAt },
        providerEventId: randomUUID(),
      });
    return { chargeId, paid, find: () => charges.find(chargeId) };
  }

  it('is found by its number with its code only, and keeps the code as a keyed hash', async () => {
    const { row, id } = await open();
    const { code: _code, line: _line, ...known } = row;
    expect(await store().find(id)).toEqual({ id, ...known });
    expect(await store().findByNumberAndCode(row.number, '000000')).toBeUndefined();
    expect(await store().findByNumberAndCode('999999999999', row.code)).toBeUndefined();
    const rows = await db().driver.read(async (c) => c.db.select().from(c.tables.bills));
    expect(JSON.stringify(rows)).not.toContain(row.code);
    expect(JSON.stringify(rows)).not.toContain('花子');
  });

  it('has one charge, however many ask at once', async () => {
    const { id } = await open();
    const charges = await Promise.all(Array.from({ length: 20 }, () => ask(id)));
    expect(new Set(charges.map((charge) => charge.id)).size).toBe(1);
    expect(await store().chargesOf(id)).toHaveLength(1);
    await ask(id, '見本 花子');
    expect(await store().payerName(charges[0]?.id ?? '')).toBe('見本 花子');
  });

  it('has one charge even for who writes past the rule', async () => {
    const { id } = await open();
    await ask(id);
    const second = db().driver.write(async ({ db, tables: { charges } }) => {
      const [first] = await db.select().from(charges);
      if (first === undefined) return;
      await db
        .insert(charges)
        .values({ ...first, id: randomUUID(), billId: id, applicationId: null });
    });
    await expect(second).rejects.toThrow();
  });

  it('asks for nothing after its last day, or where it is paid at the national site', async () => {
    const { id } = await open({ payUntil: '2026-11-30' });
    const late = new Date('2026-12-01T00:00:00+09:00');
    await expect(ask(id, null, late)).rejects.toThrow('charge_not_payable');
    const charge = await ask(id, null, new Date('2026-11-30T23:59:00+09:00'));
    expect(charge.payBy.toISOString()).toBe('2026-11-30T14:59:59.000Z');
    const tax = await open({ elQr: true });
    await expect(ask(tax.id)).rejects.toThrow('charge_not_payable');
  });

  it('comes in whole, and the same file once more changes nothing', async () => {
    const rows = sampleBills('2026-11-21').map((row) => ({ ...row, number: `7${row.number}` }));
    expect((await take(rows)).record).toMatchObject({ added: 5, changed: 0, cancelled: 0 });
    const before = await store().list(
      { number: '7', state: 'all', revenueItem: '', after: '' },
      50,
    );
    expect((await take(rows)).record).toMatchObject({ added: 0, changed: 0, cancelled: 0 });
    expect(
      await store().list({ number: '7', state: 'all', revenueItem: '', after: '' }, 50),
    ).toEqual(before);
    expect(before).toHaveLength(5);
  });

  it('does not change under the hands of who pays it', async () => {
    const { row, id } = await open();
    const scene = await begin(id);
    const dearer = {
      ...row,
      yen: row.yen + 500,
      lines: [{ kind: 'principal', yen: row.yen + 500 }],
    };
    expect(await store().plan([dearer as ImportRow])).toEqual([
      { does: 'keep', why: 'being_paid' },
    ]);
    await take([dearer as ImportRow]);
    expect((await store().find(id))?.yen).toBe(row.yen);
    await scene.paid();
    expect(await scene.find()).toMatchObject({ state: 'paid' });
    expect((await store().find(id))?.state).toBe('paid');
  });

  it('paid elsewhere while somebody pays it here: the money goes back', async () => {
    const { row, id } = await open();
    const scene = await begin(id);
    const { closing } = await take([{ ...row, state: 'paid' }]);
    expect(closing).toEqual([scene.chargeId]);
    await scene.paid();
    expect(await scene.find()).toMatchObject({ state: 'refund_due', refundYen: row.yen });
    const events = await db().stores.charges.events(scene.chargeId);
    expect(events.at(-1)?.type).toBe('paid_too_late');
    await expect(ask(id)).rejects.toThrow('charge_not_payable');
  });

  it('money that moved after its last day goes back; heard of late, it counts', async () => {
    const late = await open({ payUntil: '2026-11-20' });
    const inTime = await open({ payUntil: '2026-11-20' });
    const before = new Date('2026-11-20T10:00:00+09:00');
    for (const [{ id }, at, state] of [
      [late, NOW, 'refund_due'],
      [inTime, before, 'paid'],
    ] as const) {
      const scene = await begin(id, before);
      await scene.paid(at);
      expect((await scene.find())?.state).toBe(state);
    }
  });

  it('keeps the sweep free for those who are paying: what nobody has tried is not asked about', async () => {
    const { charges } = db().stores;
    const left = await ask((await open()).id);
    const paying = await begin((await open()).id);
    const later = new Date(NOW.getTime() + 60_000);
    const ids = (await charges.listUnsettled(later, 1000)).map(({ id }) => id);
    expect(ids).toContain(paying.chargeId);
    expect(ids).not.toContain(left.id);
    const over = new Date('2027-12-31T12:00:00+09:00');
    expect((await charges.listOverdue(over, 1000)).map(({ id }) => id)).toContain(left.id);
  });

  it('changed before anybody pays: the charge of the old sum ends, the next one asks for the new', async () => {
    const { row, id } = await open();
    const old = await ask(id);
    const lines = [{ kind: 'principal' as const, yen: 7000 }];
    await take([{ ...row, yen: 7000, lines }]);
    expect((await db().stores.charges.find(old.id))?.state).toBe('cancelled');
    expect(await ask(id)).toMatchObject({ yen: 7000, state: 'open' });
  });

  it('what was paid goes to the accounting system once, and again whenever asked', async () => {
    const { clearing } = db().stores;
    const { id } = await open();
    await (await begin(id)).paid();
    const waiting = await clearing.waiting();
    expect(waiting).toBeGreaterThan(0);
    const made = { madeBy: 'staff:kaikei', at: NOW };
    const file = await clearing.make({ id: randomUUID(), ...made });
    expect(file?.rows).toBe(waiting);
    expect(await clearing.make({ id: randomUUID(), ...made })).toBeUndefined();
    await (await begin((await open()).id)).paid();
    const next = await clearing.make({ id: randomUUID(), ...made });
    expect(next).toMatchObject({ fromSeq: (file?.toSeq ?? 0) + 1, rows: 1, yen: SAMPLE.yen });
    const read = async (of: typeof file) => of && (await clearing.entries(of, 0, 1000));
    const first = await read(file);
    expect(first).toHaveLength(waiting);
    expect(first?.at(-1)?.bill?.number).toMatch(/^9/);
    expect(await read(file)).toEqual(first);
  });
});
