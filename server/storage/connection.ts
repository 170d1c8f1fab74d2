import type { AnyColumn, SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Tables } from './schema.ts';

/** The query builder, typed as SQLite's. Stores only await it; that works on both databases. */
export type QueryBuilder = BetterSQLite3Database<Record<string, never>>;

/** What one store method works with: a builder on one connection, its tables, its prepared statements. */
export interface Connection {
  readonly db: QueryBuilder;
  readonly tables: Tables;
  readonly prepared: Map<string, Prepared>;
  /** JST month "YYYY-MM" of a moment's column. */
  jstMonth(column: AnyColumn): SQL<string>;
}

interface Prepared {
  execute(values?: Record<string, unknown>): PromiseLike<unknown> & { sync?(): unknown };
}

/**
 * A database. Writers stand in one queue: a write sees everything that was written before it and
 * nothing comes between its statements, in this process and in every other one.
 */
export interface Driver {
  readonly dialect: 'sqlite' | 'postgres';
  read<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Resolves only after the commit. What `work` throws undoes this work and nothing else. */
  write<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** One trivial query; throws when it fails, and for good after a failure of the disk. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A statement that is built and prepared once per connection. `name` must be unique in the house:
 * PostgreSQL knows it by that name.
 */
export function statement<Row>(
  name: string,
  build: (
    db: QueryBuilder,
    tables: Tables,
  ) => { prepare(): { execute(values?: Record<string, unknown>): PromiseLike<Row> } },
): (connection: Connection, values?: Record<string, unknown>) => Row | PromiseLike<Row> {
  return (connection, values) => {
    let prepared = connection.prepared.get(name);
    if (prepared === undefined) {
      const query = build(connection.db, connection.tables) as unknown as {
        prepare(name: string): Prepared;
      };
      prepared = query.prepare(name);
      connection.prepared.set(name, prepared);
    }
    const result = prepared.execute(values);
    // SQLite has the answer at once; asking for it as a promise costs three turns of the queue.
    return (result.sync?.() ?? result) as Row | PromiseLike<Row>;
  };
}
