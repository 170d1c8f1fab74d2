import type { AnyColumn, SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Tables } from './schema.ts';

/** The query builder, typed as SQLite's. Stores only await it; that works on both databases. */
export type QueryBuilder = BetterSQLite3Database<Record<string, never>>;

/** What one store method works with: a builder on one connection, its tables, its prepared statements. */
export interface Connection {
  readonly db: QueryBuilder;
  readonly tables: Tables;
  /** The statement of that name, which is built and prepared when it is asked for first. */
  prepared(name: string, build: Build): Run;
  /** JST month "YYYY-MM" of a moment's column. */
  jstMonth(column: AnyColumn): SQL<string>;
}

export type Values = Readonly<Record<string, unknown>>;

/** A query before a connection has prepared it. */
export interface Preparable<Row = unknown> {
  prepare(): { execute(values?: Record<string, unknown>): PromiseLike<Row> };
}

export type Build<Row = unknown> = (db: QueryBuilder, tables: Tables) => Preparable<Row>;

/** Runs a prepared statement: its rows or, where it gives none, how many it changed; or a promise of that. */
export type Run = (values?: Values) => unknown;

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
  /** Makes room for what a rush will write, where the database doesn't by itself. */
  reserveLog(): void;
  close(): Promise<void>;
}

/** Prepared statements by name, made by `prepare` when they are first asked for. */
export function statements(prepare: (name: string, build: Build) => Run): Connection['prepared'] {
  const known = new Map<string, Run>();
  return (name, build) => {
    let run = known.get(name);
    if (run === undefined) {
      run = prepare(name, build);
      known.set(name, run);
    }
    return run;
  };
}

/**
 * A statement that is built and prepared once per connection. `name` must be unique in the house:
 * PostgreSQL knows it by that name. SQLite has the answer at once; asking for it as a promise would
 * cost turns of the queue.
 */
export function statement<Row>(
  name: string,
  build: Build<Row>,
): (connection: Connection, values?: Values) => Row | PromiseLike<Row> {
  return (connection, values) => connection.prepared(name, build)(values) as Row | PromiseLike<Row>;
}

/**
 * The same for one that changes rows and gives none back: how many it changed. On SQLite that costs
 * less than `returning`, which fills a table of its own first.
 */
export function change(
  name: string,
  build: Build,
): (connection: Connection, values?: Values) => number | PromiseLike<number> {
  return statement(name, build as Build<number>);
}
