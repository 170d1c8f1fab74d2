import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { migrateSqlite } from '../../server/storage/migrate.ts';
import { openDatabase } from '../../server/storage/open-stores.ts';
import { openSqlite } from '../../server/storage/sqlite-driver.ts';
import { DATABASES, type TestDatabase, useDatabase } from './each-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));
const MIGRATE = fileURLToPath(new URL('./migrate-folder.ts', import.meta.url));

function migrationsOf(dialect: string): string[] {
  return readdirSync(join(MIGRATIONS, dialect)).filter((name) => name.endsWith('.sql'));
}

it('has the same numbers and names for both databases', () => {
  expect(migrationsOf('sqlite')).toEqual(migrationsOf('postgres'));
  for (const dialect of ['sqlite', 'postgres']) {
    const journal = JSON.parse(
      readFileSync(join(MIGRATIONS, dialect, 'meta/_journal.json'), 'utf8'),
    );
    const listed = journal.entries.map(({ tag }: { tag: string }) => `${tag}.sql`);
    expect(listed).toEqual(migrationsOf(dialect));
  }
});

/** Our migrations and one more that first changes a table and then takes seconds. */
function folderWithLongMigration(dialect: TestDatabase['dialect']): string {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-migrations-'));
  cpSync(join(MIGRATIONS, dialect), folder, { recursive: true });
  const file = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8'));
  const when = Date.parse('2099-01-01');
  journal.entries.push({ ...journal.entries[0], idx: 99, when, tag: '0099_long' });
  writeFileSync(file, JSON.stringify(journal));
  // Killed there: SQLite counts for seconds, PostgreSQL just waits.
  const long =
    dialect === 'sqlite'
      ? 'INSERT INTO planted WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000000) SELECT i FROM n'
      : 'INSERT INTO planted SELECT 1 FROM pg_sleep(4)';
  const statements = [
    'ALTER TABLE journeys ADD COLUMN planted text',
    'CREATE TABLE planted (i integer PRIMARY KEY)',
    long,
  ];
  writeFileSync(join(folder, '0099_long.sql'), statements.join(';--> statement-breakpoint\n'));
  return folder;
}

/** The migrations up to that number, as an older release had them. */
function olderRelease(dialect: TestDatabase['dialect'], last: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-older-'));
  cpSync(join(MIGRATIONS, dialect), folder, { recursive: true });
  const file = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8'));
  journal.entries = journal.entries.filter(({ idx }: { idx: number }) => idx <= last);
  writeFileSync(file, JSON.stringify(journal));
  return folder;
}

it('makes a table anew with all that was in it, and with what points at it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-upgrade-'));
  const driver = await openSqlite(dataDir, () => undefined);
  const folder = olderRelease('sqlite', 6);
  await migrateSqlite(driver, folder);
  const { writer } = driver;
  writer.pragma('foreign_keys = OFF');
  writer.exec(`insert into charges values
    ('c1', 'a1', 'fee', 900, '[]', 'paid', 0, 5, 'card', 1, 2, 3)`);
  writer.exec(`insert into charge_events values ('c1', 1, 'attempt_paid', 2, 'x', null, '{}')`);
  writer.exec(`insert into applications (${columnsOf(writer, 'applications').join(', ')})
    values (${columnsOf(writer, 'applications').map((name) => (name === 'id' ? "'a1'" : "''"))})`);
  writer.pragma('foreign_keys = ON');
  await migrateSqlite(driver);
  expect(writer.prepare('select * from charges').get()).toEqual({
    id: 'c1',
    application_id: 'a1',
    bill_id: null,
    kind: 'fee',
    yen: 900,
    lines: '[]',
    state: 'paid',
    refund_yen: 0,
    pay_by: 5,
    method: 'card',
    created_at: 1,
    paid_at: 2,
    touched_at: 3,
    payer_name: null,
  });
  expect(writer.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(() => writer.exec("delete from charges where id = 'c1'")).toThrow(/FOREIGN KEY/);
  await driver.close();
  for (const folderToo of [dataDir, folder]) rmSync(folderToo, { recursive: true });
});

it('says so when a migration leaves rows that point nowhere', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-upgrade-'));
  const driver = await openSqlite(dataDir, () => undefined);
  const folder = olderRelease('sqlite', 6);
  await migrateSqlite(driver, folder);
  driver.writer.pragma('foreign_keys = OFF');
  driver.writer.exec(`insert into charge_events values ('gone', 1, 'paid', 2, 'x', null, '{}')`);
  await expect(migrateSqlite(driver)).rejects.toThrow(/charge_events/);
  await driver.close();
  for (const folderToo of [dataDir, folder]) rmSync(folderToo, { recursive: true });
});

function columnsOf(writer: { pragma(source: string): unknown }, name: string): string[] {
  return (writer.pragma(`table_info(${name})`) as { name: string }[]).map((one) => one.name);
}

describe.each(DATABASES)('migrations (%s)', (dialect) => {
  const db = useDatabase(dialect);

  it('run again without doing anything', async () => {
    const { dataDir, databaseUrl } = db();
    const drivers = await Promise.all([1, 2].map(() => openDatabase({ dataDir, databaseUrl })));
    for (const driver of drivers) await driver.close();
  });

  it('leave the old state when they are killed in the middle', async () => {
    const { dataDir, databaseUrl, dialect } = db();
    const folder = folderWithLongMigration(dialect);
    const target = databaseUrl ?? dataDir;
    const child = spawn(process.execPath, [MIGRATE, dialect, target, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // It says when it starts; the insert alone then takes seconds.
    await once(child.stdout, 'data');
    await sleep(500);
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'close');
    rmSync(folder, { recursive: true });
    const driver = await openDatabase({ dataDir, databaseUrl });
    const asked = (query: string) =>
      driver.read(async ({ db, tables }) =>
        db.select({ one: sql`1` }).from(tables.journeys).where(sql.raw(query)),
      );
    await expect(asked('planted is null')).rejects.toThrow();
    await expect(asked('exists (select 1 from planted)')).rejects.toThrow();
    expect(await asked('true')).toEqual([]);
    await driver.close();
  }, 120_000);
});
