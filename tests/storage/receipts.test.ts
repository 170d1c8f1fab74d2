import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { issueReceipt } from '../../server/domain/receipts/issue-receipt.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { createKeyRing } from '../../server/lib/key-ring.ts';
import { createReceiptStore } from '../../server/storage/receipt-store.ts';
import { noRevenueItems } from '../support/no-revenue-items.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW, sampleCharge, sampleSubmission } from './samples.ts';

describe.each(DATABASES)('receipts (%s)', (dialect) => {
  const db = useDatabase(dialect);

  async function owed(paid = true) {
    const submission = sampleSubmission({ charge: sampleCharge() });
    await db().stores.applications.submit(submission);
    const chargeId = submission.charge?.id ?? '';
    const event = { type: 'attempt_paid', at: NOW, attemptId: null, providerEventId: null };
    const events = [{ ...event, detail: {} }];
    const change = { state: 'paid', method: 'card', paidAt: NOW, events } as const;
    if (paid) await db().stores.charges.change(chargeId, () => change);
    return chargeId;
  }
  const issue = (chargeId: string, again = false, now: Date | string = NOW, name = '見本 花子') =>
    issueReceipt(
      { receipts: db().stores.receipts, clock: fixedClock(now), revenue: noRevenueItems },
      { chargeId, again, applicantName: name, by: again ? 'staff:a' : 'resident' },
    );

  it('are numbered by fiscal year without gaps, one for each charge however many ask at once', async () => {
    const charges = await Promise.all(Array.from({ length: 8 }, () => owed()));
    const asked = [...charges, ...charges, ...charges].map((id) => issue(id));
    const given = await Promise.all(asked);
    const numbers = [...new Set(given.map(({ number }) => number))].sort();
    expect(numbers).toEqual(charges.map((_id, index) => `2026-00000${index + 1}`));
    for (const id of charges) expect(await db().stores.receipts.listOf(id)).toHaveLength(1);
    const april = await issue(await owed(), false, '2027-04-01T00:00:00+09:00');
    expect(april.number).toBe('2027-000001');
    const march = await issue(await owed(), false, '2027-03-31T23:59:59+09:00');
    expect(march.number).toBe('2026-000009');
  });

  it('that are given again have a number of their own and say what the first one said', async () => {
    const id = await owed();
    const first = await issue(id);
    const more = await Promise.all([1, 2].map(() => issue(id, true, NOW, '別の名前')));
    expect(more.map((one) => one.issue).sort()).toEqual([1, 2]);
    for (const one of more) {
      expect(one).toMatchObject({ payerName: '見本 花子', yen: 3000, issuedBy: 'staff:a' });
      expect(one.number).not.toBe(first.number);
      expect(await db().stores.receipts.find(one.number)).toEqual(one);
    }
    expect((await issue(id)).number).toBe(first.number);
    const { entries } = await db().stores.audit.page({ about: [id] }, null, 9);
    const logged = entries.filter(({ action }) => action === 'receipt.issued');
    expect(logged).toHaveLength(3);
    expect(JSON.stringify(logged)).not.toContain('花子');
  });

  it('are not given for what was not paid, and no number is lost by asking', async () => {
    const before = await issue(await owed());
    await expect(issue(await owed(false))).rejects.toThrow('charge_not_payable');
    await expect(issue(randomUUID())).rejects.toThrow('charge_not_found');
    const after = await issue(await owed());
    expect(Number(after.number.slice(5))).toBe(Number(before.number.slice(5)) + 1);
  });

  it('keep the name sealed on its own receipt', async () => {
    const first = await issue(await owed());
    const { payerName } = first;
    const rows = await db().driver.read(({ db: query, tables }) =>
      query.select().from(tables.receipts),
    );
    expect(Buffer.concat(rows.map((row) => row.payerName)).toString('utf8')).not.toContain(
      payerName,
    );
    const others = createReceiptStore(
      db().driver,
      createKeyRing([{ id: 'k1', key: Buffer.alloc(32, 1) }]),
    );
    await expect(others.find(first.number)).rejects.toThrow();
  });

  it('of a bill carry the name that its payer typed, or none', async () => {
    const { driver, stores } = db();
    const moment = { at: NOW.getTime() };
    const bill = async (payerName: string | null) => {
      const id = randomUUID();
      await driver.write(async ({ db: query, tables: { bills, billImports } }) => {
        const counts = { rows: 1, added: 1, changed: 0, cancelled: 0 };
        const file = { fileName: 'a.csv', fileHash: id, importedBy: 'x', ...counts, ...moment };
        await query.insert(billImports).values({ id, ...file });
        const owed = {
          lines: '[{"kind":"principal","yen":3000}]',
          yen: 3000,
          elQr: 0,
          state: 'open',
        };
        const about = { revenueItem: 'x', fiscalYear: 2026, segment: 'current', term: '1' };
        const days = { dueOn: '2026-12-01', payUntil: '2026-12-31' };
        const at = { createdAt: moment.at, touchedAt: moment.at };
        const known = { number: id, codeHash: id, assessmentNumber: '1', importId: id };
        await query.insert(bills).values({ id, ...owed, ...about, ...days, ...at, ...known });
      });
      const lines = [{ item: 'x', label: '水道使用料', yen: 3000 }];
      const charge = { id: randomUUID(), billId: id, payerName, linesOf: () => lines, at: NOW };
      await stores.bills.openCharge(charge);
      const event = { type: 'attempt_paid', at: NOW, attemptId: null, providerEventId: null };
      await stores.charges.change(charge.id, () => ({
        state: 'paid',
        method: 'card',
        paidAt: NOW,
        events: [{ ...event, detail: {} }],
      }));
      return issue(charge.id, false, NOW, 'だれか');
    };
    expect((await bill('見本商店')).payerName).toBe('見本商店');
    expect((await bill(null)).payerName).toBe('');
  });
});
