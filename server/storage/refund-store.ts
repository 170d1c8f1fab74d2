import { and, eq } from 'drizzle-orm';
import type { RefundStore } from '../domain/refunds/refund-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { changeRefunds, readRefundSnapshot } from './change-refunds.ts';
import { toAttempt } from './charge-rows.ts';
import type { Driver } from './connection.ts';
import { chargesWithNewDues, listRefunds, uncoveredDues } from './refund-lists.ts';
import { readPayee, readRefundEvents, readRefunds, toRefund } from './refund-rows.ts';

export function createRefundStore(driver: Driver, ring: KeyRing): RefundStore {
  return {
    find: (id) =>
      driver.read(async ({ db, tables: { refunds } }) => {
        const [row] = await db.select().from(refunds).where(eq(refunds.id, id));
        return row && toRefund(row);
      }),
    findByRef: (provider, providerRef) =>
      driver.read(async ({ db, tables: { refunds } }) => {
        const isIt = and(eq(refunds.provider, provider), eq(refunds.providerRef, providerRef));
        const [row] = await db.select().from(refunds).where(isIt);
        return row && toRefund(row);
      }),
    events: (id) =>
      driver.read(async (connection) => {
        const rows = await readRefundEvents(connection, [id]);
        return rows.map(({ refundId: _id, ...event }) => event);
      }),
    payee: (id) => driver.read((connection) => readPayee(connection, ring, id)),
    ofCharge: (chargeId) => driver.read((connection) => readRefunds(connection, [chargeId])),
    ofApplication: (applicationId) =>
      driver.read(async (connection) => {
        const { db, tables } = connection;
        const owed = await db
          .select({ id: tables.charges.id })
          .from(tables.charges)
          .where(eq(tables.charges.applicationId, applicationId));
        return readRefunds(
          connection,
          owed.map(({ id }) => id),
        );
      }),
    snapshot: (chargeId) =>
      driver.read((connection) => readRefundSnapshot(connection, ring, chargeId)),
    change: (chargeId, decide) => changeRefunds(driver, ring, chargeId, decide),
    list: (query) => driver.read((connection) => listRefunds(connection, query)),
    chargesWithNewDues: (since, limit) =>
      driver.read((connection) => chargesWithNewDues(connection, since, limit)),
    uncoveredDues: (limit) => driver.read((connection) => uncoveredDues(connection, limit)),
    findAttempt: (id) =>
      driver.read(async ({ db, tables: { paymentAttempts } }) => {
        const [row] = await db.select().from(paymentAttempts).where(eq(paymentAttempts.id, id));
        return row && toAttempt(row);
      }),
  };
}
