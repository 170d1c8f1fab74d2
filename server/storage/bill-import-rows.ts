import { eq, inArray, sql } from 'drizzle-orm';
import type { ImportRow } from '../domain/bills/import-row.ts';
import { type KnownBill, planRow, type RowPlan } from '../domain/bills/plan-row.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { orderedId } from '../lib/ordered-id.ts';
import { billCodeHash, isBillCode } from './bill-codes.ts';
import { addresseeOf, readLivingCharges, toBill } from './bill-rows.ts';
import { cancelCharge } from './charge-rows.ts';
import type { Connection } from './connection.ts';
import { insertMany } from './insert-many.ts';

/** What is there under the numbers of these rows. */
async function readKnown(
  connection: Connection,
  ring: KeyRing,
  rows: readonly ImportRow[],
): Promise<ReadonlyMap<string, KnownBill>> {
  const { db, tables } = connection;
  if (rows.length === 0) return new Map();
  const numbers = rows.map(({ number }) => number);
  const found = await db.select().from(tables.bills).where(inArray(tables.bills.number, numbers));
  const charges = await readLivingCharges(
    connection,
    found.map(({ id }) => id),
  );
  const codes = new Map(rows.map(({ number, code }) => [number, code]));
  return new Map(
    found.map((row) => {
      const { number, codeHash } = row;
      const sameCode = isBillCode(ring, codeHash, number, codes.get(number) ?? '');
      return [number, { bill: toBill(ring, row), sameCode, charge: charges.get(row.id) }];
    }),
  );
}

/** What each row would do. */
export async function planRows(
  connection: Connection,
  ring: KeyRing,
  rows: readonly ImportRow[],
): Promise<{ readonly plans: readonly RowPlan[]; readonly known: ReadonlyMap<string, KnownBill> }> {
  const known = await readKnown(connection, ring, rows);
  return { plans: rows.map((row) => planRow(row, known.get(row.number))), known };
}

function valuesOf(ring: KeyRing, id: string, row: ImportRow) {
  const { line: _line, code, number, lines, elQr, addressee, ...rest } = row;
  return {
    ...rest,
    number,
    codeHash: billCodeHash(ring, number, code),
    lines: JSON.stringify(lines),
    elQr: elQr ? 1 : 0,
    addressee: addressee === null ? null : ring.seal(addressee, addresseeOf(id)),
  };
}

/** Takes rows over, inside the caller's write. @returns charges that somebody is paying */
export async function applyRows(
  connection: Connection,
  ring: KeyRing,
  importId: string,
  rows: readonly ImportRow[],
  at: Date,
): Promise<{ readonly plans: readonly RowPlan[]; readonly closing: readonly string[] }> {
  const { db, tables } = connection;
  const { plans, known } = await planRows(connection, ring, rows);
  const touchedAt = at.getTime();
  const closing: string[] = [];
  const added: (typeof tables.bills.$inferInsert)[] = [];
  for (const [index, row] of rows.entries()) {
    const does = plans[index]?.does;
    const there = known.get(row.number);
    if (does === 'add') {
      const id = orderedId(at);
      const bill = valuesOf(ring, id, row);
      added.push({ id, ...bill, importId, createdAt: touchedAt, touchedAt });
    }
    if (there === undefined || (does !== 'change' && does !== 'settle')) continue;
    const { bill, charge } = there;
    const change = { ...valuesOf(ring, bill.id, row), importId, touchedAt };
    await db.update(tables.bills).set(change).where(eq(tables.bills.id, bill.id));
    // Nobody has gone to pay it yet: the next one to ask gets a new one.
    if (charge?.state === 'open') await cancelCharge(connection, charge.id, at);
    else if (charge !== undefined) closing.push(charge.id);
  }
  await insertMany(connection, tables.bills, added);
  await countIn(connection, importId, plans);
  return { plans, closing };
}

async function countIn(
  { db, tables: { billImports } }: Connection,
  importId: string,
  plans: readonly RowPlan[],
): Promise<void> {
  const count = (wanted: RowPlan['does']) => plans.filter(({ does }) => does === wanted).length;
  await db
    .update(billImports)
    .set({
      added: sql`${billImports.added} + ${count('add')}`,
      changed: sql`${billImports.changed} + ${count('change')}`,
      cancelled: sql`${billImports.cancelled} + ${count('settle')}`,
    })
    .where(eq(billImports.id, importId));
}
