import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { openDatabase, storesOn } from '../../server/storage/open-stores.ts';
import { DATABASES, newKey, useDatabase } from './each-database.ts';
import { runSeller } from './run-seller.ts';

describe.each(DATABASES)('a process killed under load (%s)', (dialect) => {
  const db = useDatabase(dialect);

  it('has kept every application that it acknowledged', async () => {
    for (const killAfter of [40, 300]) {
      const lines = await runSeller(db(), { clients: 20 }, killAfter);
      expect(lines.length).toBeGreaterThanOrEqual(killAfter);
      for (const line of lines) {
        const id = line.split(' ')[1] ?? '';
        expect(await db().stores.applications.find(id), id).toBeDefined();
      }
    }
    expect((await db().stores.audit.verify()).brokenAt).toBeNull();
    expect(await checkInvariants(db().driver)).toEqual([]);
  }, 120_000);
});

it('opens by itself afterwards, when nobody else has the file open', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-crash-'));
  const keys = [newKey('k1')];
  const lines = await runSeller({ dataDir, databaseUrl: null, keys }, { clients: 5 }, 100);
  const driver = await openDatabase({ dataDir, databaseUrl: null });
  const stores = storesOn(driver, keys);
  for (const line of lines) {
    expect(await stores.applications.find(line.split(' ')[1] ?? '')).toBeDefined();
  }
  expect((await stores.audit.verify()).entries).toBeGreaterThanOrEqual(lines.length);
  await driver.close();
  rmSync(dataDir, { recursive: true });
}, 60_000);
