import { createHash, type Hash } from 'node:crypto';
import { and, asc, count, desc, eq, gt, gte, lte, max, min, sql } from 'drizzle-orm';
import type { Closing, ClosingStore, TakingsLine } from '../domain/books/closing.ts';
import { figuresOfYear } from '../domain/books/figures-of-year.ts';
import {
  type BooksBegin,
  isYear,
  lastDayOf,
  monthOf,
  monthsOfYear,
  nextMonth,
  type Period,
  whyNotClosable,
  yearOf,
} from '../domain/books/period.ts';
import { addDays, todayInTokyo } from '../lib/jst-date.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection, Driver } from './connection.ts';
import { readClosedBooks } from './ledger-rows.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

const PORTION = 1000;

type Totals = Pick<Closing, 'lines' | 'movements' | 'hash' | 'previous' | 'entries' | 'yen'>;

function toClosing(row: Tables['bookClosings']['$inferSelect']): Closing {
  const { period, lastSeq, closedBy, closedAt } = row;
  const totals = JSON.parse(row.totals) as Totals;
  return { period, lastSeq, closedBy, closedAt: toDate(closedAt), ...totals };
}

const ofMonth = ({ tables: { ledgerEntries } }: Connection, month: Period) =>
  and(gte(ledgerEntries.bookedOn, `${month}-01`), lte(ledgerEntries.bookedOn, lastDayOf(month)));

type Figures = Pick<Closing, 'lines' | 'movements'>;

/** What of a month is summed up, by everything that tells entries apart but their charge and day. */
async function readFigures(connection: Connection, month: Period): Promise<Figures> {
  const { ledgerEntries } = connection.tables;
  const { fiscalYear, procedureId, method, channel, kind, cause } = ledgerEntries;
  const { revenueItem, segment, provider } = ledgerEntries;
  const counted = { fiscalYear, procedureId, method, channel, kind };
  const heading = { ...counted, revenueItem, segment, provider };
  const lines = await connection.db
    .select({
      ...heading,
      yen: sql<number>`sum(${ledgerEntries.yen})`.mapWith(Number),
      taxYen: sql<number>`sum(${ledgerEntries.taxYen})`.mapWith(Number),
      entries: count(),
    })
    .from(ledgerEntries)
    .where(ofMonth(connection, month))
    .groupBy(...Object.values(heading))
    .orderBy(...Object.values(heading));
  const movements = await connection.db
    .select({ ...counted, movements: sql<number>`count(distinct ${cause})`.mapWith(Number) })
    .from(ledgerEntries)
    .where(ofMonth(connection, month))
    .groupBy(...Object.values(counted))
    .orderBy(...Object.values(counted));
  return { lines, movements } as Figures;
}

async function readBegin({ db, tables }: Connection): Promise<BooksBegin | undefined> {
  const { bookedOn, fiscalYear } = tables.ledgerEntries;
  const [first] = await db.select({ day: min(bookedOn) }).from(tables.ledgerEntries);
  if (first?.day == null) return undefined;
  const month = monthOf(first.day);
  // Only in its first two months can something be entered for a year before.
  const [year] = await db
    .select({ year: min(fiscalYear) })
    .from(tables.ledgerEntries)
    .where(lte(bookedOn, lastDayOf(nextMonth(month))));
  return { month, year: Number(year?.year) };
}

/** Entries of a month by day and number into the hash, a portion after the other. */
async function* entriesInto(hash: Hash, month: Period, connection: Connection) {
  const { ledgerEntries: entries } = connection.tables;
  for (let day = `${month}-01`; day <= lastDayOf(month); day = addDays(day, 1)) {
    for (let last = 0, more = true; more; ) {
      const rows = await connection.db
        .select()
        .from(entries)
        .where(and(eq(entries.bookedOn, day), gt(entries.seq, last)))
        .orderBy(asc(entries.seq))
        .limit(PORTION);
      for (const row of rows) hash.update(`${entryText(row)}\n`);
      last = rows.at(-1)?.seq ?? last;
      more = rows.length === PORTION;
      yield;
    }
  }
}

/** Everything that an entry says, in an order that never changes. */
function entryText(row: Tables['ledgerEntries']['$inferSelect']): string {
  const { seq, chargeId, kind, cause, yen, taxYen, revenueItem, segment, fiscalYear } = row;
  const { bookedOn, occurredAt, method, channel, provider, procedureId, tillSessionId } = row;
  const money = [seq, chargeId, kind, cause, yen, taxYen, revenueItem, segment, fiscalYear];
  const way = [bookedOn, occurredAt, method, channel, provider, procedureId, tillSessionId];
  return JSON.stringify([...money, ...way]);
}

function begunHash(period: Period, previous: string): Hash {
  return createHash('sha256').update(`${JSON.stringify([period, previous])}\n`);
}

async function previousHash({ db, tables }: Connection, period: Period): Promise<string> {
  const { bookClosings } = tables;
  const same = isYear(period) ? gte(bookClosings.period, 'F') : sql`true`;
  const [row] = await db
    .select()
    .from(bookClosings)
    .where(and(same, sql`${bookClosings.period} < ${period}`))
    .orderBy(desc(bookClosings.period))
    .limit(1);
  return row ? toClosing(row).hash : '';
}

async function monthTotals(connection: Connection, period: Period): Promise<Totals> {
  const previous = await previousHash(connection, period);
  const hash = begunHash(period, previous);
  for await (const _portion of entriesInto(hash, period, connection));
  const figures = await readFigures(connection, period);
  return { ...summed(figures), previous, hash: hash.digest('hex') };
}

/** A year is what its closed months hold of it. */
async function yearTotals(connection: Connection, period: Period): Promise<Totals> {
  const { db, tables } = connection;
  const year = yearOf(period);
  const months = monthsOfYear(year);
  const rows = await db.select().from(tables.bookClosings).orderBy(tables.bookClosings.period);
  const closings = rows.map(toClosing).filter((one) => months.includes(one.period));
  const figures = figuresOfYear(closings, year);
  const previous = await previousHash(connection, period);
  const hash = begunHash(period, previous);
  hash.update(JSON.stringify([closings.map((one) => one.hash), figures.lines]));
  return { ...summed(figures), previous, hash: hash.digest('hex') };
}

function summed(figures: Figures) {
  const add = (of: (line: TakingsLine) => number) =>
    figures.lines.reduce((sum, line) => sum + of(line), 0);
  return { ...figures, entries: add((line) => line.entries), yen: add((line) => line.yen) };
}

type CloseBy = Parameters<ClosingStore['close']>[1];

async function close(
  connection: Connection,
  ring: KeyRing,
  period: Period,
  { actor, staffId, at }: CloseBy,
): ReturnType<ClosingStore['close']> {
  const { db, tables } = connection;
  const begin = await readBegin(connection);
  if (begin === undefined) return 'not_in_order';
  const closed = await readClosedBooks(connection);
  const why = whyNotClosable(period, { closed, begin, today: todayInTokyo(at) });
  if (why !== undefined) return why;
  const totals = await (isYear(period) ? yearTotals : monthTotals)(connection, period);
  const { seq, bookedOn } = tables.ledgerEntries;
  const [last] = await db
    .select({ seq: max(seq) })
    .from(tables.ledgerEntries)
    .where(lte(bookedOn, lastDayOf(period)));
  const row = {
    period,
    lastSeq: last?.seq ?? 0,
    totals: JSON.stringify(totals),
    closedBy: staffId,
    closedAt: at.getTime(),
  };
  await db.insert(tables.bookClosings).values(row);
  const { hash, yen, entries } = totals;
  await appendAudit(connection, ring, {
    at,
    actor,
    action: 'books.closed',
    subject: period,
    detail: { yen, entries, hash },
  });
  return toClosing(row);
}

/** 締め: months and fiscal years that nothing is entered into any more. */
export function createClosingStore(driver: Driver, ring: KeyRing): ClosingStore {
  return {
    list: () =>
      driver.read(async ({ db, tables: { bookClosings } }) => {
        const rows = await db.select().from(bookClosings).orderBy(desc(bookClosings.closedAt));
        return rows.map(toClosing);
      }),
    find: (period) =>
      driver.read(async ({ db, tables: { bookClosings } }) => {
        const [row] = await db.select().from(bookClosings).where(eq(bookClosings.period, period));
        return row && toClosing(row);
      }),
    closed: () => driver.read(readClosedBooks),
    begin: () => driver.read(readBegin),
    figures: (month) => driver.read((connection) => readFigures(connection, month)),
    close: (period, by) => driver.write((connection) => close(connection, ring, period, by)),
    hashAnew: ({ period, previous }, rest) =>
      driver.read(async (connection) => {
        if (isYear(period)) return (await yearTotals(connection, period)).hash;
        const hash = begunHash(period, previous);
        for await (const _portion of entriesInto(hash, period, connection)) await rest();
        return hash.digest('hex');
      }),
  };
}
