import { and, count, eq, gte, inArray, max, sql } from 'drizzle-orm';
import { OPEN } from '../domain/indicators/indicator-count.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Connection, Driver } from './connection.ts';
import { readPortion } from './indicator-log.ts';
import { startedIn } from './indicator-records.ts';
import { addCounts } from './indicator-sums.ts';
import { toDate } from './row-values.ts';

/** How far the log was followed; up to which moment forms were counted for good; 1 = nothing is missing. */
export const CURSORS = {
  log: 'indicators',
  starts: 'indicator_starts',
  filled: 'indicators_filled',
} as const;

/** Longer than that nobody waits for the commit of a form's start, whatever the rush. */
const GRACE_MS = 10 * 60_000;
/** So many entries that are about nothing here are read again rather than written down as read. */
const LEFT_UNWRITTEN = 2000;
const FOREVER = Number.MAX_SAFE_INTEGER;

/** `log` is undefined before anything was counted. */
export async function cursors({ db, tables: { projections } }: Connection) {
  const names = Object.values(CURSORS);
  const rows = await db.select().from(projections).where(inArray(projections.name, names));
  const at = (name: string) => rows.find((row) => row.name === name)?.seq;
  return {
    log: at(CURSORS.log),
    starts: at(CURSORS.starts) ?? 0,
    isFilled: at(CURSORS.filled) !== undefined,
  };
}

export async function setCursor(
  { db, tables: { projections } }: Connection,
  name: keyof typeof CURSORS,
  seq: number,
): Promise<void> {
  await db
    .insert(projections)
    .values({ name: CURSORS[name], seq })
    .onConflictDoUpdate({ target: projections.name, set: { seq } });
}

/** Inside the caller's write: everything before is for a recount. */
export async function beginCounting(connection: Connection, now: Date): Promise<void> {
  if ((await cursors(connection)).log !== undefined) return;
  const { db, tables } = connection;
  const [end] = await db.select({ seq: max(tables.auditEntries.seq) }).from(tables.auditEntries);
  await setCursor(connection, 'log', end?.seq ?? 0);
  await setCursor(connection, 'starts', now.getTime() - GRACE_MS);
}

/** Is there anything in the log that the sums don't know? */
export async function isBehind(connection: Connection): Promise<boolean> {
  const { log = 0 } = await cursors(connection);
  const portion = await readPortion(connection, log, 2 * LEFT_UNWRITTEN);
  return portion.counts.length > 0 || !portion.isEnd;
}

/** Inside the caller's write: to the end of the log, which nobody writes meanwhile. */
export async function followAll(connection: Connection): Promise<void> {
  for (;;) {
    const { log = 0 } = await cursors(connection);
    const { counts, upTo, isEnd } = await readPortion(connection, log, LEFT_UNWRITTEN);
    await addCounts(connection, counts);
    if (upTo > log) await setCursor(connection, 'log', upTo);
    if (isEnd) return;
  }
}

/** @param seen what this process has read behind the cursor without finding anything */
export async function followLog(
  driver: Driver,
  limit: number,
  seen: { cursor: number; upTo: number },
): Promise<boolean> {
  const { from, portion } = await driver.read(async (connection) => {
    const { log } = await cursors(connection);
    if (log === undefined) return { from: 0, portion: undefined };
    const after = seen.cursor === log ? seen.upTo : log;
    return { from: log, portion: await readPortion(connection, after, limit) };
  });
  if (portion === undefined) return true;
  const { counts, upTo, isEnd } = portion;
  if (counts.length === 0 && upTo - from < LEFT_UNWRITTEN) {
    Object.assign(seen, { cursor: from, upTo });
    return isEnd;
  }
  const isOurs = await driver.write(async (connection) => {
    // Somebody else has followed it meanwhile: these are counted.
    if ((await cursors(connection)).log !== from) return false;
    await addCounts(connection, counts);
    await setCursor(connection, 'log', upTo);
    return true;
  });
  return isOurs && isEnd;
}

/** Within the months since that moment, where the sums of what is not over yet stand. */
function openRows({ tables: { indicatorCounts: t } }: Connection, since: number) {
  const month = todayInTokyo(toDate(since)).slice(0, 7);
  return and(gte(t.month, month), eq(t.measure, 'started'), eq(t.slice, OPEN));
}

/** Forms begun since that moment, as they stand in the sums. */
export async function openCount(connection: Connection, since: number): Promise<number> {
  const { indicatorCounts: t } = connection.tables;
  const [row] = await connection.db
    .select({ count: sql<number>`coalesce(sum(${t.count}), 0)` })
    .from(t)
    .where(openRows(connection, since));
  return Number(row?.count ?? 0);
}

/** Inside the caller's write: what is older than the grace is counted for good, the rest anew. */
async function foldStarts(connection: Connection, now: Date): Promise<void> {
  const { starts } = await cursors(connection);
  const upTo = Math.max(starts, now.getTime() - GRACE_MS);
  if (upTo > starts) {
    await addCounts(connection, await startedIn(connection, { start: starts, end: upTo }));
    await setCursor(connection, 'starts', upTo);
  }
  const open = await startedIn(connection, { start: upTo, end: FOREVER });
  const { db, tables } = connection;
  await db.delete(tables.indicatorCounts).where(openRows(connection, starts));
  await addCounts(
    connection,
    open.map((one) => ({ ...one, slice: OPEN })),
  );
}

/** Forms that were begun write nothing into the log; they are looked up by their time. */
export async function followStarts(driver: Driver, now: Date): Promise<void> {
  const isToDo = await driver.read(async (connection) => {
    const { starts, log } = await cursors(connection);
    if (log === undefined) return false;
    const { db, tables } = connection;
    const { startedAt } = tables.journeys;
    const [row] = await db
      .select({ count: count() })
      .from(tables.journeys)
      .where(gte(startedAt, starts));
    const there = row?.count ?? 0;
    const isOld = there > 0 && now.getTime() - starts > 6 * GRACE_MS;
    return isOld || there !== (await openCount(connection, starts));
  });
  if (isToDo) await driver.write((connection) => foldStarts(connection, now));
}
