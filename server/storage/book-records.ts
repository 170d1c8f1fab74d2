import { setImmediate as turn } from 'node:timers/promises';
import {
  and,
  asc,
  count,
  eq,
  gt,
  gte,
  inArray,
  lte,
  max,
  min,
  ne,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { BookRecords, ChargeRecord, TillRecord } from '../domain/books/charge-record.ts';
import type { LedgerKind } from '../domain/books/ledger-entry.ts';
import type { Connection, Driver } from './connection.ts';
import { parseDetail } from './row-values.ts';

const PORTION = 100;
/** Entries that are summed up at a stretch. */
const STRETCH = 20_000;
/** What moves coins and notes. */
const CASH = ['cash', 'cash_refund', 'cash_added', 'cash_taken'];
/** What was taken or given for a charge. */
const FOR_CHARGES = ['cash', 'card_terminal', 'cash_refund', 'card_void'];

async function readRecords(connection: Connection, which: SQL): Promise<ChargeRecord[]> {
  const { db, tables } = connection;
  const charges = await db
    .select()
    .from(tables.charges)
    .where(which)
    .orderBy(asc(tables.charges.id))
    .limit(PORTION);
  const ids = charges.map(({ id }) => id);
  if (ids.length === 0) return [];
  const of = async <T extends SQLiteTable & { chargeId: SQLiteColumn }>(
    table: T,
    ...order: SQLiteColumn[]
  ) => {
    const rows = await db
      .select()
      .from(table as SQLiteTable & { chargeId: SQLiteColumn })
      .where(inArray(table.chargeId, ids))
      .orderBy(...order);
    return Map.groupBy(rows as T['$inferSelect'][], (row) => String(row['chargeId']));
  };
  const events = await of(tables.chargeEvents, tables.chargeEvents.seq);
  const refunds = await of(tables.refunds, tables.refunds.id);
  const disputes = await of(tables.disputes, tables.disputes.id);
  const entries = await of(tables.ledgerEntries, tables.ledgerEntries.seq);
  const tills = await of(tables.tillEntries, tables.tillEntries.id);
  const receipts = await of(tables.receipts, tables.receipts.number);
  const stories = await readStories(
    connection,
    [...refunds.values()].flat(),
    [...disputes.values()].flat(),
  );
  const bills = await readBillStates(connection, charges);
  return charges.map((charge): ChargeRecord => {
    const own = <Row>(rows: ReadonlyMap<string, readonly Row[]>) => rows.get(charge.id) ?? [];
    return {
      charge: charge as ChargeRecord['charge'],
      billState: (bills.get(charge.billId ?? '') ?? null) as ChargeRecord['billState'],
      events: own(events).map((row) => ({ ...row, detail: parseDetail(row.detail) })),
      refunds: own(refunds).map(({ id, yen, state }) => ({
        id,
        yen,
        state: state as ChargeRecord['refunds'][number]['state'],
        events: stories.refunds.get(id) ?? [],
      })),
      disputes: own(disputes).map(({ id }) => ({ id, events: stories.disputes.get(id) ?? [] })),
      entries: own(entries).map((row) => ({ ...row, kind: row.kind as LedgerKind })),
      tillYen: own(tills)
        .filter(({ kind }) => FOR_CHARGES.includes(kind))
        .reduce((yen, row) => yen + row.yen, 0),
      receipts: own(receipts).map(({ number, yen }) => ({ number, yen })),
    };
  });
}

async function readStories(
  { db, tables: { refundEvents, disputeEvents } }: Connection,
  refunds: readonly { readonly id: string }[],
  disputes: readonly { readonly id: string }[],
) {
  const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  const ofRefunds =
    refunds.length === 0
      ? []
      : await db
          .select({ id: refundEvents.refundId, type: refundEvents.type })
          .from(refundEvents)
          .where(inArray(refundEvents.refundId, idsOf(refunds)))
          .orderBy(asc(refundEvents.seq));
  const ofDisputes =
    disputes.length === 0
      ? []
      : await db
          .select({
            id: disputeEvents.disputeId,
            type: disputeEvents.type,
            detail: disputeEvents.detail,
          })
          .from(disputeEvents)
          .where(inArray(disputeEvents.disputeId, idsOf(disputes)))
          .orderBy(asc(disputeEvents.seq));
  const told = ofDisputes.map((row) => ({ ...row, detail: parseDetail(row.detail) }));
  return {
    refunds: Map.groupBy(ofRefunds, ({ id }) => id),
    disputes: Map.groupBy(told, ({ id }) => id),
  };
}

async function readBillStates(
  { db, tables: { bills } }: Connection,
  charges: readonly { readonly billId: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = charges.flatMap(({ billId }) => (billId === null ? [] : [billId]));
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: bills.id, state: bills.state })
    .from(bills)
    .where(inArray(bills.id, ids));
  return new Map(rows.map(({ id, state }) => [id, state]));
}

async function* portions(driver: Driver): AsyncGenerator<readonly ChargeRecord[]> {
  for (let after = '', more = true; more; ) {
    const from = after;
    const found = await driver.read((connection) =>
      readRecords(connection, gt(connection.tables.charges.id, from)),
    );
    if (found.length > 0) yield found;
    more = found.length === PORTION;
    after = found.at(-1)?.charge.id ?? after;
  }
}

/** The numbers between which the books stand, and what they hold, a stretch after the other. */
async function readTotal(driver: Driver) {
  const ends = await driver.read(async ({ db, tables: { ledgerEntries: entries } }) =>
    db.select({ first: min(entries.seq), last: max(entries.seq) }).from(entries),
  );
  const [firstSeq, lastSeq] = [Number(ends[0]?.first ?? 0), Number(ends[0]?.last ?? 0)];
  const total = { firstSeq, lastSeq, entries: 0, yen: 0 };
  for (let from = 0; from < lastSeq; from += STRETCH) {
    const [part] = await driver.read(async ({ db, tables: { ledgerEntries: entries } }) =>
      db
        .select({
          entries: count(),
          yen: sql<number>`coalesce(sum(${entries.yen}), 0)`.mapWith(Number),
        })
        .from(entries)
        .where(and(gt(entries.seq, from), lte(entries.seq, Math.min(from + STRETCH, lastSeq)))),
    );
    total.entries += part?.entries ?? 0;
    total.yen += part?.yen ?? 0;
    // SQLite answers within the call: residents get their turn between two stretches.
    await turn();
  }
  return total;
}

async function readTills(
  { db, tables: { tillSessions: sessions, tillEntries } }: Connection,
  since: string,
): Promise<TillRecord[]> {
  const counted = await db
    .select()
    .from(sessions)
    .where(and(gte(sessions.day, since), ne(sessions.state, 'open')));
  const sums = await db
    .select({
      id: tillEntries.sessionId,
      yen: sql<number>`sum(${tillEntries.yen})`.mapWith(Number),
    })
    .from(tillEntries)
    .where(inArray(tillEntries.kind, CASH))
    .groupBy(tillEntries.sessionId);
  const moved = new Map(sums.map(({ id, yen }) => [id, yen]));
  return counted.map(({ id, floatYen, expectedYen, countedYen, explanation }) => ({
    id,
    cashYen: floatYen + (moved.get(id) ?? 0),
    expectedYen,
    countedYen,
    isExplained: explanation !== null,
  }));
}

/** What the check of the books reads. */
export function createBookRecords(driver: Driver): BookRecords {
  return {
    portions: () => portions(driver),
    again: (chargeId) =>
      driver.read(async (connection) => {
        const { charges } = connection.tables;
        return (await readRecords(connection, eq(charges.id, chargeId)))[0];
      }),
    ledgerTotal: () => readTotal(driver),
    tills: (since) => driver.read((connection) => readTills(connection, since)),
    receiptYears: (from) =>
      driver.read(async ({ db, tables: { receipts } }) => {
        const year = sql<string>`substr(${receipts.number}, 1, 4)`;
        return db
          .select({ year, count: count(), last: sql<string>`max(${receipts.number})` })
          .from(receipts)
          .where(gte(receipts.number, String(from)))
          .groupBy(year);
      }),
  };
}
