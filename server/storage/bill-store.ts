import { and, asc, desc, eq, gt, like } from 'drizzle-orm';
import type { BillImport, BillStore } from '../domain/bills/bill-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { openBillCharge, payerNameOf } from './bill-charge.ts';
import { isBillCode } from './bill-codes.ts';
import { applyRows, planRows } from './bill-import-rows.ts';
import { readBill, readLivingCharges, toBill } from './bill-rows.ts';
import { toCharge } from './charge-rows.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

const toImport = (row: Tables['billImports']['$inferSelect']): BillImport => ({
  ...row,
  at: toDate(row.at),
});

function importVerbs(driver: Driver, ring: KeyRing) {
  return {
    plan: (rows) =>
      driver.read(async (connection) => (await planRows(connection, ring, rows)).plans),
    beginImport: (record) =>
      driver.write(async ({ db, tables: { billImports } }) => {
        const { id } = record;
        const [there] = await db.select().from(billImports).where(eq(billImports.id, id));
        if (there !== undefined) return false;
        await db.insert(billImports).values({ ...record, at: record.at.getTime() });
        return true;
      }),
    importRows: (importId, rows, at) =>
      driver.write((connection) => applyRows(connection, ring, importId, rows, at)),
    findImport: (id) =>
      driver.read(async ({ db, tables: { billImports } }) => {
        const [row] = await db.select().from(billImports).where(eq(billImports.id, id));
        return row && toImport(row);
      }),
    listImports: (limit) =>
      driver.read(async ({ db, tables: { billImports } }) => {
        const newest = desc(billImports.at);
        const rows = await db.select().from(billImports).orderBy(newest).limit(limit);
        return rows.map(toImport);
      }),
  } satisfies Partial<BillStore>;
}

/** @see BillStore */
export function createBillStore(driver: Driver, ring: KeyRing): BillStore {
  return {
    ...importVerbs(driver, ring),
    find: (id) => driver.read((connection) => readBill(connection, ring, id)),
    findByNumberAndCode: (number, code) =>
      driver.read(async ({ db, tables: { bills } }) => {
        const [row] = await db.select().from(bills).where(eq(bills.number, number));
        // The same work for a number that is not there: how long it takes tells nothing.
        const fits = isBillCode(ring, row?.codeHash ?? `${ring.newest}:`, number, code);
        return row !== undefined && fits ? toBill(ring, row) : undefined;
      }),
    list: ({ number, state, revenueItem, after }, limit) =>
      driver.read(async ({ db, tables: { bills } }) => {
        const rows = await db
          .select()
          .from(bills)
          .where(
            and(
              gt(bills.number, after),
              number === '' ? undefined : like(bills.number, `${number}%`),
              state === 'all' ? undefined : eq(bills.state, state),
              revenueItem === '' ? undefined : eq(bills.revenueItem, revenueItem),
            ),
          )
          .orderBy(asc(bills.number))
          .limit(limit);
        return rows.map((row) => toBill(ring, row));
      }),
    chargesOf: (billId) =>
      driver.read(async ({ db, tables: { charges } }) => {
        const rows = await db
          .select()
          .from(charges)
          .where(eq(charges.billId, billId))
          .orderBy(desc(charges.createdAt), desc(charges.id));
        return rows.map(toCharge);
      }),
    livingCharge: (billId) =>
      driver.read(async (connection) =>
        (await readLivingCharges(connection, [billId])).get(billId),
      ),
    payerName: (chargeId) =>
      driver.read(async ({ db, tables: { charges } }) => {
        const [row] = await db
          .select({ name: charges.payerName })
          .from(charges)
          .where(eq(charges.id, chargeId));
        return row?.name ? ring.open(row.name, payerNameOf(chargeId)) : null;
      }),
    openCharge: (charge) => driver.write((connection) => openBillCharge(connection, ring, charge)),
  };
}
