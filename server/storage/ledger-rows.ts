import { desc } from 'drizzle-orm';
import type { BookedEntry, LedgerEntry } from '../domain/books/ledger-entry.ts';
import type { Connection } from './connection.ts';
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

/** Inside the caller's write, which is the only one: numbers have no gaps. */
export async function addLedgerEntries(
  { db, tables: { ledgerEntries } }: Connection,
  entries: readonly LedgerEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const [last] = await db
    .select({ seq: ledgerEntries.seq })
    .from(ledgerEntries)
    .orderBy(desc(ledgerEntries.seq))
    .limit(1);
  const first = (last?.seq ?? 0) + 1;
  await db.insert(ledgerEntries).values(
    entries.map((entry, index) => ({
      ...entry,
      seq: first + index,
      occurredAt: entry.occurredAt.getTime(),
    })),
  );
}
