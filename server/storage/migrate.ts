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
      migrateSqliteDatabase(drizzleSqlite(driver.writer), { migrationsFolder: folder });
      return;
    } catch (error) {
      const raced = /SQLITE_BUSY|already exists|database is locked/.test(describe(error));
      if (!raced || tries === 0) throw error;
      await sleep(100);
    }
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
