import { and, desc, eq, gte, lte } from 'drizzle-orm';
import type { Receipt, ReceiptContent } from '../domain/receipts/receipt.ts';
import {
  MOST_RECEIPTS,
  nextReceiptNumber,
  receiptNumber,
} from '../domain/receipts/receipt-number.ts';
import type { ReceiptStore } from '../domain/receipts/receipt-store.ts';
import { fiscalYear, todayInTokyo } from '../lib/jst-date.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import {
  readReceiptable,
  readReceiptMoney,
  readReceipts,
  sealedFor,
  toReceipt,
} from './receipt-rows.ts';

/** The next one of that fiscal year; inside the caller's write, which is the only one. */
async function nextNumber({ db, tables: { receipts } }: Connection, at: Date): Promise<string> {
  const year = fiscalYear(todayInTokyo(at));
  const [last] = await db
    .select({ number: receipts.number })
    .from(receipts)
    .where(
      and(
        gte(receipts.number, receiptNumber(year, 0)),
        lte(receipts.number, receiptNumber(year, MOST_RECEIPTS)),
      ),
    )
    .orderBy(desc(receipts.number))
    .limit(1);
  return nextReceiptNumber(year, last?.number);
}

async function add(connection: Connection, ring: KeyRing, receipt: Receipt): Promise<void> {
  const { db, tables } = connection;
  const { number, chargeId, issue, issuedBy, issuedAt } = receipt;
  await db.insert(tables.receipts).values({
    ...receipt,
    payerName: ring.seal(receipt.payerName, sealedFor(number)),
    lines: JSON.stringify(receipt.lines),
    issuedAt: issuedAt.getTime(),
  });
  await appendAudit(connection, ring, {
    at: issuedAt,
    actor: issuedBy,
    action: 'receipt.issued',
    subject: chargeId,
    detail: { number, issue },
  });
}

const contentOf = ({ payerName, yen, lines }: ReceiptContent) => ({ payerName, yen, lines });

export function createReceiptStore(driver: Driver, ring: KeyRing): ReceiptStore {
  return {
    async issue({ chargeId, again, by, at }, compose) {
      // Who comes back to look at it waits for no writer.
      const known = await this.listOf(chargeId);
      if (known[0] !== undefined && !again) return known[0];
      return driver.write(async (connection) => {
        const found = await readReceiptable(connection, ring, chargeId);
        const issued = await readReceipts(connection, ring, chargeId);
        const [first] = issued;
        if (first !== undefined && !again) return first;
        const content = first ? contentOf(first) : compose(found);
        if (content === undefined) return undefined;
        const number = await nextNumber(connection, at);
        const issue = issued.length;
        const receipt = { ...content, number, chargeId, issue, issuedBy: by, issuedAt: at };
        await add(connection, ring, receipt);
        return receipt;
      });
    },
    find: (number) =>
      driver.read(async ({ db, tables: { receipts } }) => {
        const [row] = await db.select().from(receipts).where(eq(receipts.number, number));
        return row && toReceipt(ring, row);
      }),
    listOf: (chargeId) => driver.read((connection) => readReceipts(connection, ring, chargeId)),
    money: (chargeId) => driver.read((connection) => readReceiptMoney(connection, chargeId)),
  };
}
