import { and, asc, eq, exists, gt, inArray, lte, ne, or } from 'drizzle-orm';
import type { ChargeStore } from '../domain/payments/charge-store.ts';
import type { ChargeState } from '../domain/payments/payment.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { changeCharge } from './change-charge.ts';
import {
  addPaymentAttempt,
  readAttemptOfRef,
  readAttempts,
  readCharge,
  readChargeEvents,
  readChargeOf,
  readChargesOf,
  readDefinitionOf,
  toCharge,
} from './charge-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { keptYen } from './kept-money.ts';
import type { Tables } from './schema.ts';
import { findUnbilled } from './unbilled.ts';

/** Where money may still come or a deadline still passes. */
const UNSETTLED: ChargeState[] = ['open', 'started', 'pending', 'unknown'];

/** What is paid at the counter waits as long as it takes: no sweep has to look at it until it begins. */
const notWaiting = ({ kind, state }: Tables['charges']) =>
  or(ne(kind, 'counter'), ne(state, 'open'));

const LATE_WORD_MS = 3 * 24 * 60 * 60_000;

/**
 * Where a company may have something to say. What nobody has gone to pay, or tried days ago in vain,
 * would fill the sweep for weeks (a bill stays open that long) and keep it from those that wait; it is
 * asked about once more before it expires.
 */
function mayHaveMoney({ db, tables }: Connection, now: Date) {
  const { charges, paymentAttempts } = tables;
  const tried = db.select().from(paymentAttempts).where(eq(paymentAttempts.chargeId, charges.id));
  const lately = gt(charges.touchedAt, now.getTime() - LATE_WORD_MS);
  return or(ne(charges.state, 'open'), and(lately, exists(tried)));
}

export function createChargeStore(driver: Driver, ring: KeyRing): ChargeStore {
  return {
    find: (id) => driver.read((connection) => readCharge(connection, id)),
    findByApplication: (id) => driver.read((connection) => readChargeOf(connection, id)),
    listByApplication: (id) => driver.read((connection) => readChargesOf(connection, id)),
    keptYen: (id) => driver.read((connection) => keptYen(connection, id)),
    unbilled: (query) => driver.read((connection) => findUnbilled(connection, query)),
    attempts: (id) => driver.read((connection) => readAttempts(connection, id)),
    events: (id) => driver.read((connection) => readChargeEvents(connection, id)),
    definitionOf: (id) => driver.read((connection) => readDefinitionOf(connection, id)),
    findAttemptByRef: (provider, ref) =>
      driver.read((connection) => readAttemptOfRef(connection, provider, ref)),
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
      driver.read(async (connection) => {
        const { db, tables } = connection;
        const { charges } = tables;
        const quiet = lte(charges.touchedAt, touchedBefore.getTime());
        const rows = await db
          .select()
          .from(charges)
          .where(
            and(inArray(charges.state, UNSETTLED), mayHaveMoney(connection, touchedBefore), quiet),
          )
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
