import { asc, eq } from 'drizzle-orm';
import { DomainError } from '../domain/errors.ts';
import type { ReceiptMoney } from '../domain/receipts/compose-receipt.ts';
import type { Receipt, ReceiptLine } from '../domain/receipts/receipt.ts';
import type { Receiptable } from '../domain/receipts/receipt-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { payerNameOf } from './bill-charge.ts';
import { readCharge } from './charge-rows.ts';
import type { Connection } from './connection.ts';
import { readDisputes } from './dispute-rows.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

/** What the name is sealed for. */
export const sealedFor = (number: string) => `receipts.payer_name:${number}`;

export function toReceipt(ring: KeyRing, row: Tables['receipts']['$inferSelect']): Receipt {
  return {
    ...row,
    payerName: ring.open(row.payerName, sealedFor(row.number)),
    lines: JSON.parse(row.lines) as ReceiptLine[],
    issuedAt: toDate(row.issuedAt),
  };
}

export async function readReceipts(
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

export async function readReceiptable(
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
  const typedName = sealed === null ? '' : ring.open(sealed, payerNameOf(chargeId));
  return { charge, procedureId: row?.procedureId ?? null, typedName };
}

/** What a card company has taken is away for good once the dispute is lost; until then it may come back. */
export async function readReceiptMoney(
  connection: Connection,
  chargeId: string,
): Promise<ReceiptMoney> {
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
