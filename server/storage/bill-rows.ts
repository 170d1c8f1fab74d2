import { and, eq, inArray } from 'drizzle-orm';
import type { Bill, BillLine, BillState } from '../domain/bills/bill.ts';
import type { Segment } from '../domain/books/ledger-entry.ts';
import type { Charge } from '../domain/payments/payment.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { toCharge } from './charge-rows.ts';
import type { Connection } from './connection.ts';
import { LIVING } from './living-charges.ts';
import type { Tables } from './schema.ts';

export function toBill(ring: KeyRing, row: Tables['bills']['$inferSelect']): Bill {
  const { addressee } = row;
  return {
    id: row.id,
    number: row.number,
    revenueItem: row.revenueItem,
    fiscalYear: row.fiscalYear,
    segment: row.segment as Segment,
    assessmentNumber: row.assessmentNumber,
    term: row.term,
    lines: JSON.parse(row.lines) as BillLine[],
    yen: row.yen,
    dueOn: row.dueOn,
    payUntil: row.payUntil,
    elQr: row.elQr === 1,
    addressee: addressee === null ? null : ring.open(addressee, addresseeOf(row.id)),
    state: row.state as BillState,
  };
}

/** What the name is sealed for: it opens on its own bill only. */
export const addresseeOf = (billId: string) => `bills.addressee:${billId}`;

export async function readBill(
  { db, tables: { bills } }: Connection,
  ring: KeyRing,
  id: string,
): Promise<Bill | undefined> {
  const [row] = await db.select().from(bills).where(eq(bills.id, id));
  return row && toBill(ring, row);
}

/** Inside the caller's write. */
export async function moveBill(
  { db, tables: { bills } }: Connection,
  id: string,
  { state }: { readonly state: BillState },
  at: Date,
): Promise<void> {
  await db.update(bills).set({ state, touchedAt: at.getTime() }).where(eq(bills.id, id));
}

/** By bill: the charge that can be paid, or has been; there is one at most. */
export async function readLivingCharges(
  { db, tables: { charges } }: Connection,
  billIds: readonly string[],
): Promise<ReadonlyMap<string, Charge>> {
  if (billIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(charges)
    .where(and(inArray(charges.billId, [...billIds]), inArray(charges.state, [...LIVING])));
  return new Map(rows.map((row) => [row.billId ?? '', toCharge(row)]));
}
