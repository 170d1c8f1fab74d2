import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateSqlite } from '../../server/storage/migrate.ts';
import { storesOn } from '../../server/storage/open-stores.ts';
import { openSqlite, SQLITE_FILE, type SqliteDriver } from '../../server/storage/sqlite-driver.ts';
import { newKey } from './each-database.ts';
import { NOW, sampleDraft, sampleSubmission } from './samples.ts';

let dataDir: string;
let driver: SqliteDriver;
let fatal: unknown[];
const keys = [newKey('k1')];
const stores = () => storesOn(driver, keys);

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-trouble-'));
  fatal = [];
  driver = await openSqlite(dataDir, (error) => fatal.push(error));
  await migrateSqlite(driver);
});
afterEach(async () => {
  await driver.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('is durable: WAL with synchronous FULL', () => {
  expect(driver.writer.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(driver.writer.pragma('synchronous', { simple: true })).toBe(2);
  expect(driver.writer.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(driver.writer.pragma('busy_timeout', { simple: true })).toBeLessThanOrEqual(200);
});

it('writes small pages, and takes a database with larger ones as it is', async () => {
  expect(driver.writer.pragma('page_size', { simple: true })).toBe(2048);
  expect(driver.writer.pragma('wal_autocheckpoint', { simple: true })).toBe(8192);
  const older = new Database(join(dataDir, 'older.sqlite'));
  older.pragma('page_size = 4096');
  older.exec('CREATE TABLE kept (text TEXT)');
  older.close();
  const opened = await openSqlite(dataDir, () => undefined, 'older.sqlite');
  expect(opened.writer.pragma('page_size', { simple: true })).toBe(4096);
  expect(opened.writer.pragma('wal_autocheckpoint', { simple: true })).toBe(4096);
  await opened.close();
});

describe('a database that another process holds', () => {
  let other: Database.Database;
  beforeEach(() => {
    other = new Database(join(dataDir, SQLITE_FILE));
    other.exec('BEGIN IMMEDIATE');
  });
  afterEach(() => other.close());

  it('never freezes this process: reads go on, and the write is done when it is free', async () => {
    let longest = 0;
    let last = performance.now();
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const write = stores().drafts.create(sampleDraft({ id: 'waiting' }));
    for (let n = 0; n < 20; n += 1) {
      await stores().ping();
      expect(await stores().drafts.find('waiting')).toBeUndefined();
      await sleep(60);
    }
    other.exec('COMMIT');
    await write;
    clearInterval(pulse);
    expect(await stores().drafts.find('waiting')).toBeDefined();
    // A blocking wait would show the whole time for which it was held: 1,200 ms and more.
    expect(longest).toBeLessThan(800);
  });

  it('says "unavailable" when it takes too long, and works again afterwards', async () => {
    const started = performance.now();
    const write = stores().drafts.create(sampleDraft());
    await expect(write).rejects.toMatchObject({
      code: 'storage_unavailable',
      detail: { kind: 'busy' },
    });
    expect(performance.now() - started).toBeGreaterThan(4000);
    other.exec('ROLLBACK');
    await stores().drafts.create(sampleDraft());
    expect(fatal).toEqual([]);
  });
});

describe('a full disk', () => {
  it('is never acknowledged; the service lives, and recovers when there is room', async () => {
    const pages = driver.writer.pragma('page_count', { simple: true }) as number;
    driver.writer.pragma(`max_page_count = ${pages + 4}`);
    const kept: string[] = [];
    const refused: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      const batch = Array.from({ length: 4 }, () => sampleSubmission());
      await Promise.all(
        batch.map(async (submission) => {
          const { id } = submission.application;
          try {
            await stores().applications.submit(submission);
            kept.push(id);
          } catch (error) {
            expect(error).toMatchObject({ code: 'storage_unavailable', detail: { kind: 'full' } });
            refused.push(id);
          }
        }),
      );
    }
    expect(refused.length).toBeGreaterThan(0);
    await stores().ping();
    driver.writer.pragma('max_page_count = 1000000');
    const after = sampleSubmission();
    await stores().applications.submit(after);
    const rows = driver.writer.prepare('SELECT id FROM applications').pluck().all();
    expect(rows.sort()).toEqual([...kept, after.application.id].sort());
    expect(fatal).toEqual([]);
  });
});

it('takes a broken file for fatal: not ready any more, and told once', async () => {
  // Cuts the ground away: the pages that a read needs are no database any more.
  for (let n = 0; n < 40; n += 1) await stores().drafts.create(sampleDraft());
  driver.writer.pragma('wal_checkpoint(TRUNCATE)');
  const file = openSync(join(dataDir, SQLITE_FILE), 'r+');
  for (let page = 1; page < 60; page += 1)
    writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, page * 4096);
  closeSync(file);
  for (let n = 0; n < 3; n += 1) {
    // Not `find`: its pages may still be in the writing connection's memory.
    await expect(stores().drafts.listBySession('any', NOW)).rejects.toMatchObject({
      code: 'storage_unavailable',
      detail: { kind: 'fatal' },
    });
  }
  await expect(stores().ping()).rejects.toMatchObject({ code: 'storage_unavailable' });
  expect(fatal).toHaveLength(1);
});
