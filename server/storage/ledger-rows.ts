import { desc, type SQL, sql } from 'drizzle-orm';
import type { BookedEntry, LedgerEntry } from '../domain/books/ledger-entry.ts';
import { type ClosedBooks, lastDayOf, yearOf } from '../domain/books/period.ts';
import { addDays, fiscalYear } from '../lib/jst-date.ts';
import { type Connection, statement } from './connection.ts';
import { insertMany } from './insert-many.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

export function toEntry(row: Tables['ledgerEntries']['$inferSelect']): BookedEntry {
  return {
    ...row,
    kind: row.kind as BookedEntry['kind'],
    segment: row.segment as BookedEntry['segment'],
    channel: row.channel as BookedEntry['channel'],
    occurredAt: toDate(row.occurredAt),
  };
}

const lastEntry = statement('ledger_last', (db, { ledgerEntries }) =>
  db
    .select({ seq: ledgerEntries.seq })
    .from(ledgerEntries)
    .orderBy(desc(ledgerEntries.seq))
    .limit(1),
);

// Months `2026-11` stand before years `FY2026`.
const closedBooks = statement('books_closed', (db, { bookClosings: { period } }) => {
  const newest = (isOf: SQL) =>
    sql<string | null>`(select max(${period}) from book_closings where ${isOf})`;
  const [month, year] = [newest(sql`${period} < 'F'`), newest(sql`${period} >= 'F'`)];
  return db
    .select({ month: month.as('month'), year: year.as('year') })
    .from(sql`(select 1) as once`);
});

export async function readClosedBooks(connection: Connection): Promise<ClosedBooks> {
  const [closed] = await closedBooks(connection);
  return { month: closed?.month ?? '', year: closed?.year ? yearOf(closed.year) : 0 };
}

/**
 * Where an entry goes that was decided a moment before its period was closed: to the first day that
 * is open, and to that day's year (出納閉鎖後, 地方自治法施行令160条); what a notice was sent for is
 * arrears there.
 */
function intoOpenBooks(entry: LedgerEntry, closed: ClosedBooks): LedgerEntry {
  const firstOpen = closed.month === '' ? '' : addDays(lastDayOf(closed.month), 1);
  const bookedOn = entry.bookedOn < firstOpen ? firstOpen : entry.bookedOn;
  if (entry.fiscalYear > closed.year) return { ...entry, bookedOn };
  const segment = entry.procedureId === null ? 'arrears' : entry.segment;
  return { ...entry, bookedOn, fiscalYear: fiscalYear(bookedOn), segment };
}

/**
 * Inside the caller's write, which is the only one: numbers have no gaps, and nothing comes into
 * books that are closed.
 */
export async function addLedgerEntries(
  connection: Connection,
  entries: readonly LedgerEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const [last] = await lastEntry(connection);
  const closed = await readClosedBooks(connection);
  const first = (last?.seq ?? 0) + 1;
  const rows = entries.map((entry, index) => ({
    ...intoOpenBooks(entry, closed),
    seq: first + index,
    occurredAt: entry.occurredAt.getTime(),
  }));
  await insertMany(connection, connection.tables.ledgerEntries, rows);
}
