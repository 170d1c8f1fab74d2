import { getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Connection } from './connection.ts';

/** Values in one statement; SQLite takes 32,766. */
const MOST_VALUES = 6000;

/** Many rows inside the caller's write, some hundred with each statement. */
export async function insertMany<Table extends SQLiteTable>(
  { db }: Connection,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  const atOnce = Math.floor(MOST_VALUES / Object.keys(getTableColumns(table)).length);
  for (let from = 0; from < rows.length; from += atOnce) {
    await db.insert(table).values(rows.slice(from, from + atOnce));
  }
}
