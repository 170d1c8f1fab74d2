import { and, asc, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { ProviderPayout } from '../domain/books/payout.ts';
import type { PayoutLineRow, PayoutRow, PayoutStore } from '../domain/books/payout-store.ts';
import { daysBetween, todayInTokyo } from '../lib/jst-date.ts';
import type { Connection, Driver } from './connection.ts';
import { COUNTED, matchKept, ownOf } from './payout-matching.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';
import { notPaidOut, paidOutAnew, readCursor, writeCursor } from './unpaid-takings.ts';

/** How many of the newest payments tell a company's habits. */
const HABIT = 1000;

const idOf = (provider: string, id: string) => `${provider}:${id}`;

async function save(
  connection: Connection,
  provider: string,
  payout: ProviderPayout,
  fetchedAt: number,
): Promise<void> {
  const { db, tables } = connection;
  const { payouts, payoutLines } = tables;
  const id = idOf(provider, payout.id);
  const { state, arrivesOn, netYen, lines } = payout;
  const add = (of: (line: ProviderPayout['lines'][number]) => number) =>
    lines.reduce((sum, line) => sum + of(line), 0);
  const told = {
    state,
    arrivesOn,
    netYen,
    grossYen: add((line) => line.grossYen),
    feeYen: add((line) => line.feeYen),
    fetchedAt,
  };
  await db
    .insert(payouts)
    .values({ id, provider, ...told })
    .onConflictDoUpdate({ target: payouts.id, set: told });
  await db.delete(payoutLines).where(eq(payoutLines.payoutId, id));
  for (const line of lines) {
    const own = await ownOf(connection, provider, line);
    const { id: lineId, kind, grossYen, feeYen, netYen: lineNet, at } = line;
    const values = { id: lineId, kind, grossYen, feeYen, netYen: lineNet, at: at.getTime() };
    const named = { cause: own?.cause ?? null, chargeId: own?.chargeId ?? null };
    await db.insert(payoutLines).values({ ...values, ...named, payoutId: id });
  }
  const kept = await db.select().from(payoutLines).where(eq(payoutLines.payoutId, id));
  for (const row of kept) await matchKept(connection, row);
  if (!COUNTED.includes(state)) await paidOutAnew(connection, provider);
}

/** Payouts with what is counted of their lines. */
async function readPayouts({ db, tables: { payouts, payoutLines } }: Connection) {
  const lines = db
    .select({
      payoutId: payoutLines.payoutId,
      lineCount: count().as('line_count'),
      differences: sql<number>`count(${payoutLines.finding})`.mapWith(Number).as('differences'),
      linesNetYen: sql<number>`sum(${payoutLines.netYen})`.mapWith(Number).as('lines_net_yen'),
    })
    .from(payoutLines)
    .groupBy(payoutLines.payoutId)
    .as('lines');
  const rows = await db
    .select()
    .from(payouts)
    .leftJoin(lines, eq(lines.payoutId, payouts.id))
    .orderBy(desc(payouts.arrivesOn), payouts.id);
  return rows.map(
    ({ payouts: row, lines: counted }): PayoutRow => ({
      ...row,
      state: row.state as PayoutRow['state'],
      fetchedAt: toDate(row.fetchedAt),
      lineCount: Number(counted?.lineCount ?? 0),
      differences: Number(counted?.differences ?? 0),
      linesNetYen: Number(counted?.linesNetYen ?? 0),
    }),
  );
}

function toLine(row: Tables['payoutLines']['$inferSelect']): PayoutLineRow {
  return {
    ...row,
    kind: row.kind as PayoutLineRow['kind'],
    finding: row.finding as PayoutLineRow['finding'],
    at: toDate(row.at),
  };
}

async function readWaits(
  { db, tables: { payouts, payoutLines } }: Connection,
  provider: string,
): Promise<number[]> {
  const rows = await db
    .select({ at: payoutLines.at, arrivesOn: payouts.arrivesOn })
    .from(payouts)
    .innerJoin(payoutLines, eq(payoutLines.payoutId, payouts.id))
    .where(
      and(
        eq(payouts.provider, provider),
        eq(payoutLines.kind, 'payment'),
        inArray(payouts.state, COUNTED),
      ),
    )
    .orderBy(desc(payouts.arrivesOn))
    .limit(HABIT);
  return rows.map(({ at, arrivesOn }) => daysBetween(todayInTokyo(toDate(at)), arrivesOn));
}

/** 入金: what companies paid to the town, compared with the books. */
export function createPayoutStore(driver: Driver): PayoutStore {
  return {
    save: (provider, payout, fetchedAt) =>
      driver.write((connection) => save(connection, provider, payout, fetchedAt.getTime())),
    matchAgain: () =>
      driver.write(async (connection) => {
        const { payoutLines } = connection.tables;
        const rows = await connection.db
          .select()
          .from(payoutLines)
          .where(isNotNull(payoutLines.finding));
        for (const row of rows) await matchKept(connection, row);
      }),
    askedOn: (provider) => driver.read((connection) => readCursor(connection, provider, 'payouts')),
    setAskedOn: (provider, day, at) =>
      driver.write((connection) =>
        writeCursor(connection, { provider, stream: 'payouts', cursor: day, at: at.getTime() }),
      ),
    list: (limit) =>
      driver.read(async (connection) => (await readPayouts(connection)).slice(0, limit)),
    find: (id) =>
      driver.read(async (connection) => {
        const payout = (await readPayouts(connection)).find((one) => one.id === id);
        if (payout === undefined) return undefined;
        const { payoutLines } = connection.tables;
        const rows = await connection.db
          .select()
          .from(payoutLines)
          .where(eq(payoutLines.payoutId, id))
          .orderBy(asc(payoutLines.at), asc(payoutLines.id));
        return { ...payout, lines: rows.map(toLine) };
      }),
    differences: (limit) =>
      driver.read(async ({ db, tables: { payoutLines } }) => {
        const rows = await db
          .select()
          .from(payoutLines)
          .where(isNotNull(payoutLines.finding))
          .orderBy(asc(payoutLines.at), asc(payoutLines.id))
          .limit(limit);
        return rows.map(toLine);
      }),
    wrongSums: () =>
      driver.read(async (connection) =>
        (await readPayouts(connection)).filter(
          ({ state, netYen, linesNetYen }) => COUNTED.includes(state) && netYen !== linesNetYen,
        ),
      ),
    waits: (provider) => driver.read((connection) => readWaits(connection, provider)),
    notPaidOut: (provider, until) => notPaidOut(driver, provider, until),
  };
}
