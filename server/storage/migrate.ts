import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import { migrate as migrateSqliteDatabase } from 'drizzle-orm/better-sqlite3/migrator';
import type { PostgresDriver } from './postgres-driver.ts';
import type { SqliteDriver } from './sqlite-driver.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));
const MIGRATION_LOCK = 7_100;

/**
 * Brings the database to the newest schema: all missing migrations in one transaction, so that a
 * process killed in the middle leaves the old state.
 */
export async function migrateSqlite(driver: SqliteDriver, folder = `${MIGRATIONS}sqlite`) {
  // Two processes may start at once. The second finds the lock taken or the tables made, and then,
  // looking again, nothing left to do.
  for (let tries = 50; ; tries -= 1) {
    try {
      withoutForeignKeys(driver.writer, () =>
        migrateSqliteDatabase(drizzleSqlite(driver.writer), { migrationsFolder: folder }),
      );
      return;
    } catch (error) {
      const raced = /SQLITE_BUSY|already exists|database is locked/.test(describe(error));
      if (!raced || tries === 0) throw error;
      await sleep(100);
    }
  }
}

/**
 * SQLite can't alter a column: a table that others point at is made anew, which it lets us do only
 * while it does not look at foreign keys. They are looked through afterwards, if anything changed.
 */
function withoutForeignKeys(writer: SqliteDriver['writer'], migrate: () => void): void {
  const version = () => writer.pragma('schema_version', { simple: true });
  const before = version();
  writer.pragma('foreign_keys = OFF');
  try {
    migrate();
  } finally {
    writer.pragma('foreign_keys = ON');
  }
  if (version() === before) return;
  const broken = writer.pragma('foreign_key_check') as { readonly table: string }[];
  if (broken.length > 0) {
    const where = [...new Set(broken.map(({ table }) => table))].join(', ');
    throw new Error(`The migration left rows that point nowhere, in: ${where}.`);
  }
}

/** The same, under an advisory lock; PostgreSQL's DDL is transactional too. */
export async function migratePostgres(driver: PostgresDriver, folder = `${MIGRATIONS}postgres`) {
  const { migrate } = await import('drizzle-orm/node-postgres/migrator');
  const { drizzle } = await import('drizzle-orm/node-postgres');
  const client = await driver.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('SET lock_timeout = 0; SET statement_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: folder });
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    // Ends the session, and with it the lock and the settings.
    client.release(broken ?? true);
  }
}

function describe(error: unknown): string {
  const { message, code, cause } = error as { message?: string; code?: string; cause?: unknown };
  return `${code} ${message} ${cause === undefined ? '' : describe(cause)}`;
}
