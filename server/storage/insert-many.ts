import { getTableColumns, getTableName, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { type Connection, statement } from './connection.ts';

/** Rows of one statement: it is built once for each size, because building costs more than running it. */
const SIZES = [100, 10, 1] as const;

type Insert = ReturnType<typeof statement<unknown>>;

const known = new Map<string, Insert>();

const cell = (row: number, column: string) => `${column}_${row}`;

function insertOf(table: SQLiteTable, size: number): Insert {
  const name = `insert_${size}_${getTableName(table)}`;
  let insert = known.get(name);
  if (insert === undefined) {
    insert = statement<unknown>(name, (db) => {
      const columns = Object.keys(getTableColumns(table));
      const rows = Array.from({ length: size }, (_, row) =>
        Object.fromEntries(columns.map((one) => [one, sql.placeholder(cell(row, one))])),
      );
      return db.insert(table).values(rows as never);
    });
    known.set(name, insert);
  }
  return insert;
}

/** Many rows inside the caller's write, up to a hundred with each statement; what is not given is null. */
export async function insertMany<Table extends SQLiteTable>(
  connection: Connection,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  const columns = Object.keys(getTableColumns(table));
  let from = 0;
  for (const size of SIZES) {
    for (; rows.length - from >= size; from += size) {
      const values: Record<string, unknown> = {};
      for (let row = 0; row < size; row += 1) {
        const given = rows[from + row] as Record<string, unknown>;
        for (const column of columns) values[cell(row, column)] = given[column] ?? null;
      }
      await insertOf(table, size)(connection, values);
    }
  }
}
