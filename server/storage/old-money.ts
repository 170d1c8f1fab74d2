import { and, eq, gt, inArray, isNotNull, lt, ne, notInArray, or } from 'drizzle-orm';
import type { ChargeState } from '../domain/payments/payment.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { EMPTIED } from './application-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { moneyMoves, removeCharges, youngMoney } from './money-deletion.ts';
import { dropCase, SETTLED } from './retention-deletion.ts';

const PORTION = 200;
const UNPAID: readonly string[] = ['expired', 'cancelled'] satisfies ChargeState[];

/** What of a case or bill is all over: its charges, when none of them is young or still moves. */
async function oldCharges(
  connection: Connection,
  where: ReturnType<typeof eq>,
  before: number,
): Promise<readonly string[] | undefined> {
  const { db, tables } = connection;
  const own = await db.select().from(tables.charges).where(where);
  const ids = own.map(({ id }) => id);
  const isOver = own.every(
    ({ state, touchedAt }) =>
      touchedAt < before && (SETTLED.includes(state) || UNPAID.includes(state)),
  );
  if (!isOver || (await moneyMoves(connection, ids))) return undefined;
  return (await youngMoney(connection, ids, before)).size > 0 ? undefined : ids;
}

/** Shells whose money records are all old enough: they go with them. */
async function removeShells(connection: Connection, before: number, after: string) {
  const { db, tables } = connection;
  const { applications, charges } = tables;
  const rows = await db
    .selectDistinct({ id: applications.id })
    .from(charges)
    .innerJoin(applications, eq(applications.id, charges.applicationId))
    .where(
      and(
        gt(applications.id, after),
        inArray(charges.state, [...SETTLED]),
        lt(charges.touchedAt, before),
        eq(applications.codeMac, EMPTIED),
      ),
    )
    .orderBy(applications.id)
    .limit(PORTION);
  let removed = 0;
  for (const { id } of rows) {
    const ids = await oldCharges(connection, eq(charges.applicationId, id), before);
    if (ids === undefined) continue;
    await removeCharges(connection, ids);
    await dropCase(connection, id);
    removed += 1;
  }
  return { removed, last: rows.at(-1)?.id };
}

/** Bills that ended, or can't be paid here any more, and all that was paid with them. */
async function removeBills(connection: Connection, before: number, after: string) {
  const { db, tables } = connection;
  const { bills, charges } = tables;
  const ended = or(ne(bills.state, 'open'), lt(bills.payUntil, todayInTokyo(new Date(before))));
  const rows = await db
    .select({ id: bills.id })
    .from(bills)
    .where(and(gt(bills.id, after), lt(bills.touchedAt, before), ended))
    .orderBy(bills.id)
    .limit(PORTION);
  let removed = 0;
  for (const { id } of rows) {
    const ids = await oldCharges(connection, eq(charges.billId, id), before);
    if (ids === undefined) continue;
    await removeCharges(connection, ids);
    await db.delete(bills).where(eq(bills.id, id));
    removed += 1;
  }
  return { removed, last: rows.at(-1)?.id };
}

/** What belongs to no case: tills, payouts, findings, lists of what was handed on. Closings stay. */
async function removeBesides(connection: Connection, before: number): Promise<void> {
  const { db, tables } = connection;
  const { tillSessions, tillEntries, payouts, payoutLines, bookFindings, billImports } = tables;
  const day = todayInTokyo(new Date(before));
  const named = db
    .select({ id: tillEntries.sessionId })
    .from(tillEntries)
    .where(isNotNull(tillEntries.chargeId));
  const sessions = db
    .select({ id: tillSessions.id })
    .from(tillSessions)
    .where(
      and(
        lt(tillSessions.day, day),
        ne(tillSessions.state, 'open'),
        notInArray(tillSessions.id, named),
      ),
    );
  const old = (await sessions).map(({ id }) => id);
  if (old.length > 0) {
    await db.delete(tillEntries).where(inArray(tillEntries.sessionId, old));
    await db.delete(tillSessions).where(inArray(tillSessions.id, old));
  }
  const paidOut = db.select({ id: payouts.id }).from(payouts).where(lt(payouts.arrivesOn, day));
  await db.delete(payoutLines).where(inArray(payoutLines.payoutId, paidOut));
  await db.delete(payouts).where(lt(payouts.arrivesOn, day));
  const settled = and(ne(bookFindings.state, 'open'), lt(bookFindings.foundAt, before));
  await db.delete(bookFindings).where(settled);
  await db.delete(tables.ledgerExports).where(lt(tables.ledgerExports.at, before));
  const used = db.select({ id: tables.bills.importId }).from(tables.bills);
  await db
    .delete(billImports)
    .where(and(lt(billImports.at, before), notInArray(billImports.id, used)));
}

type Remover = typeof removeShells;

async function inPortions(driver: Driver, before: number, remove: Remover): Promise<number> {
  let removed = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const from: string = after;
    const portion = await driver.write((connection) => remove(connection, before, from));
    removed += portion.removed;
    after = portion.last;
  }
  return removed;
}

/**
 * Money records whose time is over, a portion in each write: those of cases that went before, bills,
 * and what tills, payouts and checks have left. @returns how many cases and bills went
 */
export async function removeOldMoney(driver: Driver, moneyBefore: Date): Promise<number> {
  const before = moneyBefore.getTime();
  const shells = await inPortions(driver, before, removeShells);
  const bills = await inPortions(driver, before, removeBills);
  await driver.write((connection) => removeBesides(connection, before));
  return shells + bills;
}
