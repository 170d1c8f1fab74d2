import { and, asc, eq, inArray, lte, ne, or } from 'drizzle-orm';
import type { ChargeStore } from '../domain/payments/charge-store.ts';
import type { ChargeState } from '../domain/payments/payment.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { changeCharge } from './change-charge.ts';
import {
  addPaymentAttempt,
  readAttempts,
  readCharge,
  readChargeEvents,
  readChargeOf,
  readChargesOf,
  toAttempt,
  toCharge,
} from './charge-rows.ts';
import type { Driver } from './connection.ts';
import { keptYen } from './kept-money.ts';
import type { Tables } from './schema.ts';
import { findUnbilled } from './unbilled.ts';

/** Where money may still come or a deadline still passes. */
const UNSETTLED: ChargeState[] = ['open', 'started', 'pending', 'unknown'];

/** What is paid at the counter waits as long as it takes: no sweep has to look at it until it begins. */
const notWaiting = ({ kind, state }: Tables['charges']) =>
  or(ne(kind, 'counter'), ne(state, 'open'));

export function createChargeStore(driver: Driver, ring: KeyRing): ChargeStore {
  return {
    find: (id) => driver.read((connection) => readCharge(connection, id)),
    findByApplication: (id) => driver.read((connection) => readChargeOf(connection, id)),
    listByApplication: (id) => driver.read((connection) => readChargesOf(connection, id)),
    keptYen: (id) => driver.read((connection) => keptYen(connection, id)),
    unbilled: (query) => driver.read((connection) => findUnbilled(connection, query)),
    attempts: (id) => driver.read((connection) => readAttempts(connection, id)),
    events: (id) => driver.read((connection) => readChargeEvents(connection, id)),
    findAttemptByRef: (provider, providerRef) =>
      driver.read(async ({ db, tables: { paymentAttempts } }) => {
        const rows = await db
          .select()
          .from(paymentAttempts)
          .where(
            and(
              eq(paymentAttempts.provider, provider),
              eq(paymentAttempts.providerRef, providerRef),
            ),
          );
        return rows[0] && toAttempt(rows[0]);
      }),
    addAttempt: (attempt) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        await addPaymentAttempt(connection, attempt);
        const touched = { touchedAt: attempt.createdAt.getTime() };
        await db.update(tables.charges).set(touched).where(eq(tables.charges.id, attempt.chargeId));
      }),
    setAttemptSession: (attemptId, session) =>
      driver.write(async ({ db, tables: { paymentAttempts } }) => {
        await db.update(paymentAttempts).set(session).where(eq(paymentAttempts.id, attemptId));
      }),
    change: (chargeId, decide) => changeCharge(driver, ring, chargeId, decide),
    listUnsettled: (touchedBefore, limit) =>
      driver.read(async ({ db, tables: { charges } }) => {
        const quiet = lte(charges.touchedAt, touchedBefore.getTime());
        const rows = await db
          .select()
          .from(charges)
          .where(and(inArray(charges.state, UNSETTLED), notWaiting(charges), quiet))
          .orderBy(asc(charges.touchedAt))
          .limit(limit);
        return rows.map(toCharge);
      }),
    listOverdue: (now, limit) =>
      driver.read(async ({ db, tables: { charges } }) => {
        const overdue = lte(charges.payBy, now.getTime());
        const rows = await db
          .select()
          .from(charges)
          .where(and(inArray(charges.state, UNSETTLED), notWaiting(charges), overdue))
          .orderBy(asc(charges.payBy))
          .limit(limit);
        return rows.map(toCharge);
      }),
  };
}
