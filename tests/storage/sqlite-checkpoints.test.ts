import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  copyBackAtLeisure,
  LONGEST_LOG,
  reserveLog,
} from '../../server/storage/sqlite-checkpoints.ts';

let folder: string;
let db: Database.Database;
let copying: ReturnType<typeof copyBackAtLeisure>;

beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-wal-'));
  db = new Database(join(folder, 'a.sqlite'), { timeout: 0 });
  db.pragma('journal_mode = WAL');
  db.pragma('wal_autocheckpoint = 0');
  db.exec('CREATE TABLE line (text TEXT)');
  db.pragma('wal_checkpoint(TRUNCATE)');
  copying = copyBackAtLeisure(db, 1000);
});
afterEach(() => {
  copying.stop();
  db.close();
  rmSync(folder, { recursive: true });
  vi.useRealTimers();
});

const fileSize = () => statSync(join(folder, 'a.sqlite')).size;

function write(count: number): void {
  for (let n = 0; n < count; n += 1) copying.count();
  db.prepare('INSERT INTO line VALUES (?)').run('x'.repeat(50_000));
}

describe('the pages of the log', () => {
  it('are copied back when little is going on', () => {
    const before = fileSize();
    write(3);
    expect(fileSize()).toBe(before);
    vi.advanceTimersByTime(1000);
    expect(fileSize()).toBeGreaterThan(before);
  });

  it('wait while there is a rush, and are copied in its first lull', () => {
    const before = fileSize();
    for (let n = 0; n < 30; n += 1) {
      write(61);
      vi.advanceTimersByTime(100);
    }
    expect(fileSize()).toBe(before);
    vi.advanceTimersByTime(100);
    expect(fileSize()).toBeGreaterThan(before);
  });

  it('of a few writes wait for their turn, lull or not', () => {
    const before = fileSize();
    write(3);
    vi.advanceTimersByTime(900);
    expect(fileSize()).toBe(before);
  });

  it('of a few writes don’t hold up whoever writes next, and of many are not left to grow', () => {
    const before = fileSize();
    for (let n = 0; n < 99; n += 1) {
      write(1);
      vi.advanceTimersByTime(100);
      expect(fileSize()).toBe(before);
    }
    write(1);
    vi.advanceTimersByTime(1000);
    expect(fileSize()).toBeGreaterThan(before);
  });

  it('stay while somebody writes', () => {
    const before = fileSize();
    db.exec('BEGIN IMMEDIATE');
    write(1);
    vi.advanceTimersByTime(1000);
    db.exec('COMMIT');
    expect(fileSize()).toBe(before);
    vi.advanceTimersByTime(1000);
    expect(fileSize()).toBeGreaterThan(before);
  });
});

describe('the log of a new start', () => {
  it('has its whole length before the first commit, and the database nothing more', () => {
    db.pragma('cache_size = -2000');
    reserveLog(db);
    const log = () => statSync(join(folder, 'a.sqlite-wal')).size;
    const reserved = log();
    expect(reserved).toBeGreaterThanOrEqual(LONGEST_LOG);
    expect(db.prepare('SELECT name FROM sqlite_master').pluck().all()).toEqual(['line']);
    write(1);
    reserveLog(db);
    expect(log()).toBe(reserved);
    db.pragma('wal_checkpoint(PASSIVE)');
    expect(db.prepare('SELECT count(*) FROM line').pluck().get()).toBe(1);
  });

  it('is left as it is while somebody writes', () => {
    const other = new Database(join(folder, 'a.sqlite'), { timeout: 0 });
    other.exec('BEGIN IMMEDIATE');
    reserveLog(db);
    expect(statSync(join(folder, 'a.sqlite-wal')).size).toBe(0);
    expect(db.inTransaction).toBe(false);
    other.exec('ROLLBACK');
    other.close();
  });
});
