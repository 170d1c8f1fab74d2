import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { type Connection, type Driver, statements } from './connection.ts';
import * as tables from './schema-sqlite.ts';
import { copyBackAtLeisure, LONGEST_LOG, reserveLog } from './sqlite-checkpoints.ts';
import { sqliteStatement } from './sqlite-statement.ts';
import { FailureWatch, failureKind } from './storage-failure.ts';
import { type Transactions, WriteQueue } from './write-queue.ts';

export const SQLITE_FILE = 'madoguchi.sqlite';

/** A call into SQLite stops the whole process, so waiting happens outside of it. */
const BUSY_TIMEOUT_MS = 20;
const PATIENCE_MS = 5000;

/**
 * Memory for pages of the file, in KiB: enough for the inner pages that a commit walks through. The
 * package's own 16 MiB for each connection hold what the system's cache of files holds anyway. The
 * reader works only while a write is under way.
 */
const WRITER_PAGES_KIB = 4000;
const READER_PAGES_KIB = 1000;

/**
 * Of a new database; one that is there keeps its own. A commit writes whole pages, and an application
 * touches nine of them with a few hundred bytes each: half the page is a tenth of the time.
 */
const PAGE_BYTES = 2048;

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
  name = SQLITE_FILE,
): Promise<SqliteDriver> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, name);
  const writer = await whenFree(() => openWriter(file));
  const reader = await whenFree(() => openReader(file));
  const watch = new FailureWatch(onFatal);
  const writing = transactions(writer);
  const queue = new WriteQueue(writing, watch.answer);
  const reading = readingConnection(writer, reader, writing);
  const copying = copyBackAtLeisure(writer);

  const read: Driver['read'] = async (work) => {
    try {
      return await work(reading);
    } catch (error) {
      return keepTrying(() => work(reading), error).catch((failure: unknown) => {
        throw watch.answer(failure);
      });
    }
  };

  return {
    dialect: 'sqlite',
    writer,
    read,
    write(work) {
      copying.count();
      return queue.add(work);
    },
    async ping() {
      watch.assertWell();
      await read(async ({ db, tables: { auditHead } }) =>
        db.select({ id: auditHead.id }).from(auditHead).limit(1),
      );
    },
    reserveLog: () => reserveLog(writer),
    async close() {
      await queue.drained();
      copying.stop();
      reader.close();
      writer.close();
    },
  };
}

function openWriter(file: string): Database.Database {
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma(`page_size = ${PAGE_BYTES}`);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma(`cache_size = -${WRITER_PAGES_KIB}`);
    const pageBytes = Number(db.pragma('page_size', { simple: true }));
    db.pragma(`wal_autocheckpoint = ${Math.floor(LONGEST_LOG / pageBytes)}`);
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
  const db = new Database(file, {
    readonly: true,
    fileMustExist: true,
    timeout: BUSY_TIMEOUT_MS,
  });
  db.pragma(`cache_size = -${READER_PAGES_KIB}`);
  return db;
}

function connection(database: Database.Database, purpose: 'read' | 'write'): Connection {
  const db = drizzle(database);
  return {
    db,
    tables,
    prepared: statements((_name, build) => sqliteStatement(build(db, tables), purpose)),
    jstMonth: (column) => sql<string>`strftime('%Y-%m', ${column} / 1000 + 32400, 'unixepoch')`,
  };
}

/**
 * Reads by the writing connection while no transaction is open on it: each commit empties the other
 * connection's memory of pages, and its own stays. What is not committed yet is never read.
 */
function readingConnection(
  writer: Database.Database,
  reader: Database.Database,
  writing: { readonly isOpen: boolean },
): Connection {
  const quick = connection(writer, 'read');
  const meanwhile = connection(reader, 'read');
  return {
    ...meanwhile,
    prepared: (name, build) => (writing.isOpen ? meanwhile : quick).prepared(name, build),
  };
}

/** `isOpen` until a transaction is over for certain: asking SQLite at each reading costs more. */
function transactions(writer: Database.Database): Transactions & { readonly isOpen: boolean } {
  const writing = connection(writer, 'write');
  const begin = writer.prepare('BEGIN IMMEDIATE');
  const commit = writer.prepare('COMMIT');
  const savepoint = writer.prepare('SAVEPOINT job');
  const release = writer.prepare('RELEASE job');
  const rollbackTo = writer.prepare('ROLLBACK TO job');
  let isOpen = false;
  return {
    get isOpen() {
      return isOpen;
    },
    begin: () =>
      whenFree(() => {
        begin.run();
        isOpen = true;
        return writing;
      }),
    commit() {
      commit.run();
      isOpen = false;
    },
    rollback() {
      // A full disk ends the transaction by itself.
      if (writer.inTransaction) writer.exec('ROLLBACK');
      isOpen = false;
    },
    savepoint: () => savepoint.run(),
    release: () => release.run(),
    rollbackToSavepoint: () => {
      rollbackTo.run();
      release.run();
    },
  };
}

/** Waits while another process holds the database, without holding up this one. */
function whenFree<T>(attempt: () => T): T | Promise<T> {
  try {
    return attempt();
  } catch (error) {
    return keepTrying(attempt, error);
  }
}

/** @param failure of the first attempt; thrown when it is not that the database is busy */
async function keepTrying<T>(attempt: () => T | Promise<T>, failure: unknown): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  let last = failure;
  for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
    if (failureKind(last) !== 'busy' || Date.now() + wait > until) throw last;
    await sleep(wait);
    try {
      return await attempt();
    } catch (error) {
      last = error;
    }
  }
}
