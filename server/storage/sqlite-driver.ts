import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Connection, Driver } from './connection.ts';
import * as tables from './schema-sqlite.ts';
import { FailureWatch, failureKind } from './storage-failure.ts';
import { type Transactions, WriteQueue } from './write-queue.ts';

export const SQLITE_FILE = 'madoguchi.sqlite';

/** A call into SQLite stops the whole process, so waiting happens outside of it. */
const BUSY_TIMEOUT_MS = 20;
const PATIENCE_MS = 5000;

export interface SqliteDriver extends Driver {
  readonly dialect: 'sqlite';
  /** The writing connection itself: for migrations, before anything else runs. */
  readonly writer: Database.Database;
}

/**
 * Opens (and makes) the database in that folder: one writing connection behind the queue and one
 * that can only read. WAL with `synchronous=FULL`, asserted: the package's default for WAL is
 * NORMAL, which loses acknowledged commits in a power cut.
 */
export async function openSqlite(
  dataDir: string,
  onFatal: (error: unknown) => void,
): Promise<SqliteDriver> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, SQLITE_FILE);
  const writer = await whenFree(() => openWriter(file));
  const reader = await whenFree(() => openReader(file));
  const watch = new FailureWatch(onFatal);
  const queue = new WriteQueue(transactions(writer), watch.answer);
  const reading = connection(reader);

  const read: Driver['read'] = async (work) => {
    try {
      return await whenFree(() => work(reading));
    } catch (error) {
      throw watch.answer(error);
    }
  };

  return {
    dialect: 'sqlite',
    writer,
    read,
    write: (work) => queue.add(work),
    async ping() {
      watch.assertWell();
      await read(async ({ db, tables: { auditHead } }) =>
        db.select({ id: auditHead.id }).from(auditHead).limit(1),
      );
    },
    async close() {
      await queue.drained();
      reader.close();
      writer.close();
    },
  };
}

function openWriter(file: string): Database.Database {
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Pages that many commits touch are copied back once: a third more commits than with 1,000.
    db.pragma('wal_autocheckpoint = 4000');
    db.pragma('journal_size_limit = 67108864');
    const journal = db.pragma('journal_mode', { simple: true });
    const synchronous = db.pragma('synchronous', { simple: true });
    if (journal !== 'wal' || synchronous !== 2) {
      throw new Error(`SQLite is not durable: journal ${journal}, synchronous ${synchronous}.`);
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function openReader(file: string): Database.Database {
  return new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
}

function connection(database: Database.Database): Connection {
  return {
    db: drizzle(database),
    tables,
    prepared: new Map(),
    jstMonth: (column) => sql<string>`strftime('%Y-%m', ${column} / 1000 + 32400, 'unixepoch')`,
  };
}

function transactions(writer: Database.Database): Transactions {
  const writing = connection(writer);
  const begin = writer.prepare('BEGIN IMMEDIATE');
  const commit = writer.prepare('COMMIT');
  const savepoint = writer.prepare('SAVEPOINT job');
  const release = writer.prepare('RELEASE job');
  const rollbackTo = writer.prepare('ROLLBACK TO job');
  return {
    begin: () =>
      whenFree(() => {
        begin.run();
        return writing;
      }),
    commit: () => commit.run(),
    // A full disk ends the transaction by itself.
    rollback: () => writer.inTransaction && writer.exec('ROLLBACK'),
    savepoint: () => savepoint.run(),
    release: () => release.run(),
    rollbackToSavepoint: () => {
      rollbackTo.run();
      release.run();
    },
  };
}

/** Tries again while another process holds the database, without holding up this one. */
async function whenFree<T>(attempt: () => T | Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
    try {
      return await attempt();
    } catch (error) {
      if (failureKind(error) !== 'busy' || Date.now() + wait > until) throw error;
    }
    await sleep(wait);
  }
}
