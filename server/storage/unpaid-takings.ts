import { setImmediate as turn } from 'node:timers/promises';
import { and, asc, eq, inArray, min, notInArray, notLike, sql } from 'drizzle-orm';
import type { UnpaidOut } from '../domain/books/payout-store.ts';
import { SURPLUS_LIKE } from '../domain/refunds/surplus.ts';
import { addDays } from '../lib/jst-date.ts';
import type { Connection, Driver } from './connection.ts';
import { COUNTED } from './payout-matching.ts';
import type { Tables } from './schema.ts';

/** Up to that day (excluded) everything taken through the company has been paid out. */
const PAID_OUT = 'paid_out';
/** Enough to see that something is wrong. */
const MOST = 500;

export async function readCursor(
  { db, tables: { providerCursors: cursors } }: Connection,
  provider: string,
  stream: string,
): Promise<string | undefined> {
  const here = and(eq(cursors.provider, provider), eq(cursors.stream, stream));
  return (await db.select().from(cursors).where(here))[0]?.cursor;
}

export async function writeCursor(
  { db, tables: { providerCursors: cursors } }: Connection,
  row: Tables['providerCursors']['$inferInsert'],
): Promise<void> {
  const { cursor, at } = row;
  await db
    .insert(cursors)
    .values(row)
    .onConflictDoUpdate({ target: [cursors.provider, cursors.stream], set: { cursor, at } });
}

/** A payout came back: everything is looked at again. */
export async function paidOutAnew(connection: Connection, provider: string): Promise<void> {
  await writeCursor(connection, { provider, stream: PAID_OUT, cursor: '', at: 0 });
}

/** What was taken that day and stands in no payout. */
async function unpaidOfDay(
  { db, tables }: Connection,
  provider: string,
  day: string,
): Promise<UnpaidOut[]> {
  const { ledgerEntries: entries, payoutLines: lines, payouts } = tables;
  const paid = db
    .select({ cause: sql<string>`coalesce(${lines.cause}, '')` })
    .from(lines)
    .innerJoin(payouts, eq(payouts.id, lines.payoutId))
    .where(
      and(
        eq(lines.cause, entries.cause),
        eq(lines.kind, 'payment'),
        inArray(payouts.state, COUNTED),
      ),
    );
  const rows = await db
    .select({
      attemptId: entries.cause,
      chargeId: entries.chargeId,
      yen: sql<number>`sum(${entries.yen})`.mapWith(Number),
    })
    .from(entries)
    .where(
      and(
        eq(entries.bookedOn, day),
        eq(entries.kind, 'taking'),
        eq(entries.provider, provider),
        notInArray(entries.cause, paid),
        // It lies at the company for its payer, and never comes.
        notLike(entries.cause, SURPLUS_LIKE),
      ),
    )
    .groupBy(entries.cause, entries.chargeId)
    .orderBy(asc(entries.cause));
  return rows.map((row) => ({ ...row, provider, bookedOn: day }));
}

/** Day by day from where all is known to be paid out, which moves on. */
export async function notPaidOut(
  driver: Driver,
  provider: string,
  until: string,
): Promise<readonly UnpaidOut[]> {
  const from = await driver.read(async (connection) => {
    const { ledgerEntries } = connection.tables;
    const [first] = await connection.db
      .select({ day: min(ledgerEntries.bookedOn) })
      .from(ledgerEntries);
    const known = await readCursor(connection, provider, PAID_OUT);
    return known || (first?.day ?? addDays(until, 1));
  });
  const found: UnpaidOut[] = [];
  let cursor = addDays(until, 1);
  for (let day = from; day <= until && found.length < MOST; day = addDays(day, 1)) {
    const here = day;
    const own = await driver.read((connection) => unpaidOfDay(connection, provider, here));
    if (own.length > 0 && found.length === 0) cursor = day;
    found.push(...own);
    await turn();
  }
  if (cursor > from) {
    const row = { provider, stream: PAID_OUT, cursor, at: 0 };
    await driver.write((connection) => writeCursor(connection, row));
  }
  return found;
}
