import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RegisterStore } from '../../domain/register/register-store.ts';
import { createKeyRing, type DataKey } from '../../lib/key-ring.ts';
import type { Driver } from '../connection.ts';
import { migratePostgres, migrateSqlite } from '../migrate.ts';
import { openSqlite } from '../sqlite-driver.ts';
import { createRegisterStore } from './register-store.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/register/', import.meta.url));

export interface RegisterOptions {
  /** `postgres://…`, or the path of a SQLite file. */
  readonly url: string;
  /** Newest first. */
  readonly keys: readonly DataKey[];
  readonly onFatal?: (error: unknown) => void;
}

async function openDriver({ url, onFatal = () => undefined }: RegisterOptions): Promise<Driver> {
  if (!/^postgres(ql)?:/.test(url)) {
    const driver = await openSqlite(dirname(url), onFatal, basename(url));
    await closedOnFailure(driver, () => migrateSqlite(driver, `${MIGRATIONS}sqlite`));
    return driver;
  }
  const { openPostgres } = await import('../postgres-driver.ts');
  const driver = openPostgres(url, onFatal);
  await closedOnFailure(driver, () => migratePostgres(driver, `${MIGRATIONS}postgres`));
  return driver;
}

async function closedOnFailure(driver: Driver, migrate: () => Promise<void>): Promise<void> {
  try {
    await migrate();
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/**
 * The extract of the resident register, in its own database. Nothing is opened until somebody asks
 * for it: a counter that is not used costs no connection. What fails to open is tried again.
 */
export function openRegister(options: RegisterOptions): RegisterStore {
  let opening: Promise<Driver> | undefined;
  const open = () => {
    opening ??= openDriver(options).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const close = async () => {
    const driver = await opening;
    opening = undefined;
    await driver?.close();
  };
  return createRegisterStore({ open, close }, createKeyRing(options.keys));
}
