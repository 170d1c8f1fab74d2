import { and, asc, desc, eq, gte, ne } from 'drizzle-orm';
import { DomainError } from '../domain/errors.ts';
import type { TillSession } from '../domain/till/till-session.ts';
import type { TillStore } from '../domain/till/till-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { changeChargeIn } from './change-charge.ts';
import { readCharge } from './charge-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { addCounterBill } from './counter-bills.ts';
import {
  addTillEntries,
  explanationOf,
  readTillEntries,
  readTillSession,
  toTillEntry,
  toTillSession,
} from './till-rows.ts';

/** 窓口のレジ. */
export function createTillStore(driver: Driver, ring: KeyRing): TillStore {
  return {
    ...reading(driver, ring),
    open: (session, counted) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { till, openedAt } = session;
        const isOpen = and(
          eq(tables.tillSessions.till, till),
          eq(tables.tillSessions.state, 'open'),
        );
        const [known] = await db.select().from(tables.tillSessions).where(isOpen);
        if (known !== undefined) return toTillSession(ring, known);
        const row = { ...session, state: 'open', openedAt: openedAt.getTime() };
        await db.insert(tables.tillSessions).values(row);
        await appendAudit(connection, ring, {
          at: openedAt,
          actor: session.openedBy,
          action: 'till.started',
          subject: session.id,
          detail: { till, yen: session.floatYen, counted },
        });
        return existing(await readTillSession(connection, ring, session.id));
      }),
    addCash: (entry) =>
      driver.write(async (connection) => {
        await addTillEntries(connection, ring, [entry]);
      }),
    close: (sessionId, decide) =>
      driver.write((connection) => close(connection, ring, sessionId, decide)),
    handOver: (sessionId, decide, { actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const session = existing(await readTillSession(connection, ring, sessionId));
        decide(session);
        await db
          .update(tables.tillSessions)
          .set({ state: 'handed_over', handedTo: actor, handedOverAt: at.getTime() })
          .where(eq(tables.tillSessions.id, sessionId));
        const detail = { till: session.till, yen: session.closing?.countedYen ?? 0 };
        const entry = { action: 'till.received', subject: sessionId, detail };
        await appendAudit(connection, ring, { at, actor, ...entry });
        return existing(await readTillSession(connection, ring, sessionId));
      }),
    sell: (sale, decide) =>
      driver.write(async (connection) => {
        if (await readCharge(connection, sale.chargeId)) return 'already';
        await addCounterBill(connection, ring, sale);
        await changeChargeIn(connection, ring, sale.chargeId, decide);
        return 'sold';
      }),
  };
}

const existing = (session: TillSession | undefined): TillSession => {
  if (session === undefined) throw new DomainError('page_not_found');
  return session;
};

async function close(
  connection: Connection,
  ring: KeyRing,
  sessionId: string,
  decide: Parameters<TillStore['close']>[1],
): Promise<TillSession> {
  const { db, tables } = connection;
  const session = existing(await readTillSession(connection, ring, sessionId));
  const closing = decide(session, await readTillEntries(connection, sessionId));
  const { counted, countedYen, expectedYen, explanation, countedBy, countedAt } = closing;
  const place = explanationOf(sessionId);
  await db
    .update(tables.tillSessions)
    .set({
      state: 'counted',
      counted: JSON.stringify(counted),
      countedYen,
      expectedYen,
      explanation: explanation === null ? null : ring.seal(explanation, place),
      countedBy,
      countedAt: countedAt.getTime(),
    })
    .where(eq(tables.tillSessions.id, sessionId));
  await appendAudit(connection, ring, {
    at: countedAt,
    actor: countedBy,
    action: session.state === 'open' ? 'till.counted' : 'till.counted_anew',
    subject: sessionId,
    detail: { till: session.till, yen: countedYen, expected_yen: expectedYen },
  });
  return existing(await readTillSession(connection, ring, sessionId));
}

type Lists =
  | 'find'
  | 'listOpen'
  | 'listOf'
  | 'listWaiting'
  | 'countWaiting'
  | 'listDifferences'
  | 'entries'
  | 'findEntry'
  | 'findTaking'
  | 'findOwed';

function reading(driver: Driver, ring: KeyRing): Pick<TillStore, Lists> {
  const sessions = (rows: Parameters<typeof toTillSession>[1][]) =>
    rows.map((row) => toTillSession(ring, row));
  const inState = (state: TillSession['state']) =>
    driver.read(async ({ db, tables: { tillSessions } }) => {
      const { day, openedAt } = tillSessions;
      const found = db.select().from(tillSessions).where(eq(tillSessions.state, state));
      return sessions(await found.orderBy(asc(day), asc(openedAt)));
    });
  return {
    find: (id) => driver.read((connection) => readTillSession(connection, ring, id)),
    listOpen: () => inState('open'),
    listWaiting: () => inState('counted'),
    countWaiting: async () => (await inState('counted')).length,
    listOf: (till, limit) =>
      driver.read(async ({ db, tables: { tillSessions } }) => {
        const own = db.select().from(tillSessions).where(eq(tillSessions.till, till));
        return sessions(await own.orderBy(desc(tillSessions.openedAt)).limit(limit));
      }),
    listDifferences: (sinceDay) =>
      driver.read(async ({ db, tables: { tillSessions } }) => {
        const { day, countedYen, expectedYen, openedAt } = tillSessions;
        const differs = and(gte(day, sinceDay), ne(countedYen, expectedYen));
        const found = db.select().from(tillSessions).where(differs);
        return sessions(await found.orderBy(desc(day), desc(openedAt)).limit(MOST_DIFFERENCES));
      }),
    entries: (sessionId) => driver.read((connection) => readTillEntries(connection, sessionId)),
    findEntry: (id) =>
      driver.read(async ({ db, tables: { tillEntries } }) => {
        const [row] = await db.select().from(tillEntries).where(eq(tillEntries.id, id));
        return row && toTillEntry(row);
      }),
    findTaking: (attemptId) =>
      driver.read(async ({ db, tables: { tillEntries } }) => {
        const [row] = await db
          .select()
          .from(tillEntries)
          .where(eq(tillEntries.attemptId, attemptId))
          .orderBy(asc(tillEntries.at), asc(tillEntries.id))
          .limit(1);
        return row && toTillEntry(row);
      }),
    findOwed: (wanted) => driver.read((connection) => findOwed(connection, wanted)),
  };
}

const MOST_DIFFERENCES = 200;

/** By the number of an application: all its charges, the newest first. By that of a bill: the bill. */
async function findOwed(
  { db, tables: { applications, bills, charges } }: Connection,
  { receiptNumber, billNumber }: Parameters<TillStore['findOwed']>[0],
) {
  const ofCase = await db
    .select({ id: charges.id })
    .from(applications)
    .leftJoin(charges, eq(charges.applicationId, applications.id))
    .where(eq(applications.number, receiptNumber))
    .orderBy(desc(charges.createdAt), charges.id);
  const [bill] = await db.select({ id: bills.id }).from(bills).where(eq(bills.number, billNumber));
  return {
    chargeIds: ofCase.flatMap(({ id }) => (id === null ? [] : [id])),
    billId: bill?.id ?? null,
    isApplication: ofCase.length > 0,
  };
}
