import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { DataKey } from '../../server/lib/key-ring.ts';
import type { Driver } from '../../server/storage/connection.ts';
import { openDatabase, storesOn } from '../../server/storage/open-stores.ts';
import type { Stores } from '../../server/storage/stores.ts';
import { freshMigratedDatabase, startPostgres } from '../support/postgres.ts';

/** The run's own; where there is none, one of this worker, which ends with it. */
const postgres = await startPostgres();

/** An empty, migrated database of a suite's own. */
export interface TestDatabase {
  readonly dialect: 'sqlite' | 'postgres';
  readonly keys: readonly DataKey[];
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly driver: Driver;
  readonly stores: Stores;
}

export function newKey(id: string): DataKey {
  return { id, key: randomBytes(32) };
}

async function migrate(databaseUrl: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-storage-'));
  await (await openDatabase({ dataDir, databaseUrl })).close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function openTestDatabase(dialect: TestDatabase['dialect']): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-storage-'));
  const databaseUrl =
    dialect === 'postgres' && postgres ? await freshMigratedDatabase(postgres, migrate) : null;
  const keys = [newKey('k1')];
  const driver = await openDatabase({ dataDir, databaseUrl });
  return { dialect, keys, dataDir, databaseUrl, driver, stores: storesOn(driver, keys) };
}

/** `describe.each(DATABASES)('…', (dialect) => …)`: one contract, kept by both. */
export const DATABASES: readonly TestDatabase['dialect'][] =
  postgres === undefined ? ['sqlite'] : ['sqlite', 'postgres'];

/** Opens a database for the tests of the `describe` that calls this. */
export function useDatabase(dialect: TestDatabase['dialect']): () => TestDatabase {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await openTestDatabase(dialect);
  });
  afterAll(async () => {
    await database?.driver.close();
    if (database) rmSync(database.dataDir, { recursive: true, force: true });
  });
  return () => {
    if (database === undefined) throw new Error('no database is open yet');
    return database;
  };
}
