// The machine's own limit for durable writes: one row, one commit, on the given file system.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Before the clock starts, so that the log is as long as it will be. */
const WARM_UP_MS = 500;
const MEASURED_MS = 1500;
const folder = mkdtempSync(join(process.argv[2] ?? '.', 'commits-'));
const database = new Database(join(folder, 'commits.sqlite'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO row (text) VALUES (?)');

function commitsPerSecond(during: number): number {
  const started = performance.now();
  let commits = 0;
  while (performance.now() - started < during) {
    insert.run('x'.repeat(500));
    commits += 1;
  }
  return (commits * 1000) / (performance.now() - started);
}

commitsPerSecond(WARM_UP_MS);
const rate = commitsPerSecond(MEASURED_MS);
database.close();
rmSync(folder, { recursive: true });
console.log(rate);
