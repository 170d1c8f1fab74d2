import { and, asc, desc, eq, gte, lte } from 'drizzle-orm';
import { DomainError } from '../domain/errors.ts';
import type { ReceiptMoney } from '../domain/receipts/compose-receipt.ts';
import type { Receipt, ReceiptContent, ReceiptLine } from '../domain/receipts/receipt.ts';
import {
  MOST_RECEIPTS,
  nextReceiptNumber,
  receiptNumber,
} from '../domain/receipts/receipt-number.ts';
import type { Receiptable, ReceiptStore } from '../domain/receipts/receipt-store.ts';
import { fiscalYear, todayInTokyo } from '../lib/jst-date.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { readCharge } from './charge-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { readDisputes } from './dispute-rows.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

const sealedFor = (number: string) => `receipts.payer_name:${number}`;

function toReceipt(ring: KeyRing, row: Tables['receipts']['$inferSelect']): Receipt {
  return {
    ...row,
    payerName: ring.open(row.payerName, sealedFor(row.number)),
    lines: JSON.parse(row.lines) as ReceiptLine[],
    issuedAt: toDate(row.issuedAt),
  };
}

async function readReceipts(
  { db, tables: { receipts } }: Connection,
  ring: KeyRing,
  chargeId: string,
): Promise<readonly Receipt[]> {
  const rows = await db
    .select()
    .from(receipts)
    .where(eq(receipts.chargeId, chargeId))
    .orderBy(asc(receipts.issue));
  return rows.map((row) => toReceipt(ring, row));
}

async function readReceiptable(
  connection: Connection,
  ring: KeyRing,
  chargeId: string,
): Promise<Receiptable> {
  const { db, tables } = connection;
  const charge = await readCharge(connection, chargeId);
  if (charge === undefined) throw new DomainError('charge_not_found');
  const [row] = await db
    .select({
      payerName: tables.charges.payerName,
      procedureId: tables.applications.procedureId,
    })
    .from(tables.charges)
    .leftJoin(tables.applications, eq(tables.applications.id, tables.charges.applicationId))
    .where(eq(tables.charges.id, chargeId));
  const sealed = row?.payerName ?? null;
  const typedName = sealed === null ? '' : ring.open(sealed, `charges.payer_name:${chargeId}`);
  return { charge, procedureId: row?.procedureId ?? null, typedName };
}

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
    money: (chargeId) => driver.read((connection) => readMoney(connection, chargeId)),
  };
}

/** What a card company has taken is away for good once the dispute is lost; until then it may come back. */
async function readMoney(connection: Connection, chargeId: string): Promise<ReceiptMoney> {
  const { db, tables } = connection;
  const { ledgerEntries } = tables;
  const rows = await db
    .select()
    .from(ledgerEntries)
    .where(eq(ledgerEntries.chargeId, chargeId))
    .orderBy(asc(ledgerEntries.seq));
  const taking = rows.find(({ kind }) => kind === 'taking');
  if (taking === undefined) return { keptYen: null, provider: null };
  const undecided = (await readDisputes(connection, chargeId))
    .filter(({ state }) => state !== 'lost')
    .map(({ id }) => id);
  const kept = rows.filter(({ cause }) => !undecided.includes(cause));
  return {
    keptYen: kept.reduce((sum, { yen }) => sum + yen, 0),
    provider: taking.channel === 'online' ? taking.provider : null,
  };
}
