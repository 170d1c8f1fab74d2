import { setImmediate as turn } from 'node:timers/promises';
import { and, asc, count, eq, gt, gte, isNull, lte, sql } from 'drizzle-orm';
import type {
  DailyMovements,
  DailyTakings,
  EntryFilter,
  LedgerStore,
  TakingsRange,
} from '../domain/books/ledger-store.ts';
import { addDays } from '../lib/jst-date.ts';
import type { Connection, Driver } from './connection.ts';
import { toEntry } from './ledger-rows.ts';

/** The range in pieces of a day. */
function* daysOf({ from, to, ...rest }: TakingsRange): Generator<TakingsRange> {
  for (let day = from; day <= to && day !== ''; day = addDays(day, 1)) {
    yield { ...rest, from: day, to: day };
  }
}

function inRange({ tables: { ledgerEntries } }: Connection, range: TakingsRange) {
  const { bookedOn, fiscalYear } = ledgerEntries;
  return and(
    gte(bookedOn, range.from),
    lte(bookedOn, range.to),
    range.fiscalYear === undefined ? undefined : eq(fiscalYear, range.fiscalYear),
  );
}

/** Exported for the test that looks at the query's plan. */
export function takingsQuery(connection: Connection, range: TakingsRange) {
  const { ledgerEntries } = connection.tables;
  const { seq, chargeId, cause, yen, taxYen, occurredAt, tillSessionId, ...heading } =
    ledgerEntries;
  const { bookedOn, fiscalYear, revenueItem, segment, procedureId, method, channel } = heading;
  const { provider, kind } = heading;
  const by = [bookedOn, fiscalYear, revenueItem, segment, procedureId, method, channel];
  return connection.db
    .select({
      bookedOn,
      fiscalYear,
      revenueItem,
      segment,
      procedureId,
      method,
      channel,
      provider,
      kind,
      yen: sql<number>`sum(${yen})`.mapWith(Number),
      taxYen: sql<number>`sum(${taxYen})`.mapWith(Number),
      entries: count(),
    })
    .from(ledgerEntries)
    .where(inRange(connection, range))
    .groupBy(...by, provider, kind)
    .orderBy(...by, provider, kind);
}

function movementsQuery(connection: Connection, range: TakingsRange) {
  const { ledgerEntries } = connection.tables;
  const { bookedOn, fiscalYear, procedureId, method, channel, kind, cause } = ledgerEntries;
  const heading = { bookedOn, fiscalYear, procedureId, method, channel, kind };
  return connection.db
    .select({
      ...heading,
      movements: sql<number>`count(distinct ${cause})`.mapWith(Number),
    })
    .from(ledgerEntries)
    .where(inRange(connection, range))
    .groupBy(...Object.values(heading))
    .orderBy(...Object.values(heading));
}

function matching(connection: Connection, filter: EntryFilter) {
  const { ledgerEntries: entries } = connection.tables;
  const { revenueItem, segment, procedureId, method, channel } = filter;
  return and(
    inRange(connection, filter),
    revenueItem === undefined ? undefined : eq(entries.revenueItem, revenueItem),
    segment === undefined ? undefined : eq(entries.segment, segment),
    procedureId === '' ? isNull(entries.procedureId) : undefined,
    procedureId ? eq(entries.procedureId, procedureId) : undefined,
    method === undefined ? undefined : eq(entries.method, method),
    channel === undefined ? undefined : eq(entries.channel, channel),
  );
}

/** A day after the other: SQLite answers within the call, and residents get their turn between. */
async function byDays<Row>(
  driver: Driver,
  range: TakingsRange,
  query: (connection: Connection, day: TakingsRange) => PromiseLike<readonly unknown[]>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (const day of daysOf(range)) {
    const rows = await driver.read(async (connection) => query(connection, day));
    all.push(...(rows as Row[]));
    await turn();
  }
  return all;
}

/** What the treasurer reads of the books. */
export function createLedgerStore(driver: Driver): LedgerStore {
  return {
    takings: (range) => byDays<DailyTakings>(driver, range, takingsQuery),
    movements: (range) => byDays<DailyMovements>(driver, range, movementsQuery),
    entries: (filter, after, limit) =>
      driver.read(async (connection) => {
        const { ledgerEntries } = connection.tables;
        const rows = await connection.db
          .select()
          .from(ledgerEntries)
          .where(and(matching(connection, filter), gt(ledgerEntries.seq, after)))
          .orderBy(asc(ledgerEntries.seq))
          .limit(limit);
        return rows.map(toEntry);
      }),
  };
}
