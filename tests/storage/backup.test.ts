import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, storesOn } from '../../server/storage/open-stores.ts';
import { newKey } from './each-database.ts';
import { runSeller } from './run-seller.ts';

const key = newKey('k1');
let town: string;
beforeEach(() => {
  town = mkdtempSync(join(tmpdir(), 'madoguchi-backup-'));
});
afterEach(() => rmSync(town, { recursive: true, force: true }));

function command(name: string, args: string[], keys = `k1:${key.key.toString('base64')}`) {
  const program = fileURLToPath(new URL(`../../server/cli/${name}.ts`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: join(town, 'data'), DATABASE_URL: '', DATA_KEYS: keys },
  });
  return { status, output: stdout + stderr };
}

it('backs up under load, and the drill proves that it restores', async () => {
  const backup = join(town, 'backup');
  const drill = join(town, 'drill');
  const target = { dataDir: join(town, 'data'), databaseUrl: null, keys: [key] };
  await runSeller(target, { clients: 5 }, 60);
  const seller = runSeller(target, { clients: 5 }, 1500);
  const made = command('backup', [backup]);
  const later = await seller;
  expect(made).toMatchObject({ status: 0 });
  expect(readdirSync(backup).sort()).toEqual(['madoguchi.sqlite', 'manifest.json']);

  const restored = command('restore', [backup, drill]);
  expect(restored).toMatchObject({ status: 0 });
  expect(restored.output).toMatch(/audit log: whole/);
  expect(restored.output).toMatch(/records: agree/);
  const driver = await openDatabase({ dataDir: drill, databaseUrl: null });
  const { entries } = await storesOn(driver, [key]).audit.verify();
  await driver.close();
  expect(entries).toBeGreaterThanOrEqual(60);
  expect(entries).toBeLessThan(60 + later.length);
  expect(command('restore', [backup, drill])).toMatchObject({ status: 1 });
}, 120_000);

it('refuses a damaged backup, and one whose keys are missing', async () => {
  const backup = join(town, 'backup');
  const driver = await openDatabase({ dataDir: join(town, 'data'), databaseUrl: null });
  await driver.close();
  expect(command('backup', [backup])).toMatchObject({ status: 0 });
  const other = `k2:${newKey('k2').key.toString('base64')}`;
  const withoutKey = command('restore', [backup, join(town, 'a')], other);
  expect(withoutKey).toMatchObject({ status: 1 });
  expect(withoutKey.output).toMatch(/key "k1" .* missing/);
  appendFileSync(join(backup, 'madoguchi.sqlite'), 'x');
  expect(command('restore', [backup, join(town, 'b')])).toMatchObject({ status: 1 });
  expect(existsSync(join(town, 'b', 'madoguchi.sqlite'))).toBe(false);
}, 120_000);

it('says by exit code whether the audit log is whole and the records agree', async () => {
  const target = { dataDir: join(town, 'data'), databaseUrl: null, keys: [key] };
  await runSeller(target, { clients: 3 }, 10);
  expect(command('db-migrate', [])).toMatchObject({ status: 0 });
  expect(command('audit-verify', [])).toMatchObject({ status: 0 });
  expect(command('invariants', [])).toMatchObject({ status: 0 });
  const driver = await openDatabase({ dataDir: target.dataDir, databaseUrl: null });
  await driver.write(async ({ db, tables }) => {
    await db.update(tables.auditEntries).set({ actor: 'nobody' });
    await db.delete(tables.applicationEvents);
  });
  await driver.close();
  expect(command('audit-verify', [])).toMatchObject({
    status: 1,
    output: expect.stringMatching(/from entry 1 on/),
  });
  expect(command('invariants', [])).toMatchObject({
    status: 1,
    output: expect.stringMatching(/BROKEN an application has a timeline/),
  });
}, 120_000);
