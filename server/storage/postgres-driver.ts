import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import {
  type Connection,
  type Driver,
  type Preparable,
  type QueryBuilder,
  statements,
} from './connection.ts';
import * as tables from './schema-postgres.ts';
import { FailureWatch } from './storage-failure.ts';
import { type Transactions, WriteQueue } from './write-queue.ts';

/** Advisory lock that every writing transaction takes: one writer at a time, over all app servers. */
const WRITER_LOCK = 7_101;
const PATIENCE_MS = 5000;

export interface PostgresDriver extends Driver {
  readonly dialect: 'postgres';
  readonly pool: pg.Pool;
}

/**
 * PostgreSQL with the promises that SQLite gives: writes take one advisory lock at their start, in
 * READ COMMITTED, so each sees all that was committed before. Unique constraints still guard, should
 * anybody else write.
 */
export function openPostgres(url: string, onFatal: (error: unknown) => void): PostgresDriver {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: PATIENCE_MS,
    lock_timeout: PATIENCE_MS,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    // Acknowledged means on disk, whatever the server's default says.
    options: '-c synchronous_commit=on',
  });
  // An idle connection that breaks must not end the process; the next use opens another.
  pool.on('error', () => undefined);
  const watch = new FailureWatch(onFatal);
  const queue = new WriteQueue(transactions(pool), watch.answer);
  const reading = connection(drizzle(pool) as unknown as QueryBuilder);

  const read: Driver['read'] = async (work) => {
    try {
      return await work(reading);
    } catch (error) {
      throw watch.answer(error);
    }
  };

  return {
    dialect: 'postgres',
    pool,
    read,
    write: (work) => queue.add(work),
    async ping() {
      watch.assertWell();
      await read(async ({ db, tables: { auditHead } }) =>
        db.select({ id: auditHead.id }).from(auditHead).limit(1),
      );
    },
    reserveLog() {},
    async close() {
      await queue.drained();
      await pool.end();
    },
  };
}

/** Drizzle gives rows as a list, else all that the database answered. */
function rowsOrCount(answer: unknown): unknown {
  return Array.isArray(answer) ? answer : (answer as pg.QueryResult).rowCount;
}

/** Typed as SQLite's, which has no names. */
interface Named {
  prepare(name: string): ReturnType<Preparable['prepare']>;
}

function connection(db: QueryBuilder): Connection {
  const known = tables as unknown as Connection['tables'];
  return {
    db,
    tables: known,
    prepared: statements((name, build) => {
      const prepared = (build(db, known) as unknown as Named).prepare(name);
      return (values) => prepared.execute(values).then(rowsOrCount);
    }),
    jstMonth: (column) =>
      sql<string>`to_char(to_timestamp(${column} / 1000) at time zone 'Asia/Tokyo', 'YYYY-MM')`,
  };
}

function transactions(pool: pg.Pool): Transactions {
  const connections = new WeakMap<pg.PoolClient, Connection>();
  // The queue runs one transaction at a time.
  let client: pg.PoolClient | undefined;
  const run = (text: string) => client?.query(text);
  const giveBack = (broken?: Error) => {
    client?.release(broken);
    client = undefined;
  };
  return {
    async begin() {
      client = await pool.connect();
      try {
        await run(`BEGIN; SELECT pg_advisory_xact_lock(${WRITER_LOCK})`);
      } catch (error) {
        giveBack(error as Error);
        throw error;
      }
      let known = connections.get(client);
      if (known === undefined) {
        known = connection(drizzle(client) as unknown as QueryBuilder);
        connections.set(client, known);
      }
      return known;
    },
    async commit() {
      await run('COMMIT');
      giveBack();
    },
    async rollback() {
      try {
        await run('ROLLBACK');
        giveBack();
      } catch (error) {
        giveBack(error as Error);
      }
    },
    savepoint: () => run('SAVEPOINT job'),
    release: () => run('RELEASE SAVEPOINT job'),
    rollbackToSavepoint: () => run('ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job'),
  };
}
