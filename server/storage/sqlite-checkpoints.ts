import { existsSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';

/** Pages of the write-ahead log after which a commit copies them back, whatever else is going on. */
export const MOST_PAGES = 4000;

const PAGE_BYTES = 4096;
/** What the connection may keep in memory of so long a write, and not put into the log. */
const KEPT_BYTES = 8 * 1024 * 1024;

/**
 * Makes the write-ahead log as long as it may become. A commit that makes the file longer waits for
 * the file system's own journal too, and takes nearly twice as long as one that writes over what is
 * there: after each start that would be the first thousands. What is written here is rolled back.
 */
export function reserveLog(writer: Database.Database): void {
  const file = `${writer.name}-wal`;
  const bytes = MOST_PAGES * PAGE_BYTES;
  if (writer.inTransaction || (existsSync(file) && statSync(file).size >= bytes)) return;
  try {
    writer.exec(
      `BEGIN IMMEDIATE; CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(${bytes + KEPT_BYTES}))`,
    );
  } catch {
    // Another process is writing, or the disk is nearly full: then the log grows as it is needed.
  } finally {
    if (writer.inTransaction) writer.exec('ROLLBACK');
  }
}

const LOOK_EVERY_MS = 2000;

/** More writes than that in between: a rush, and everybody in it would wait for the copying. */
const RUSH = 600;

/**
 * Copies the pages of the write-ahead log back into the file while little is going on, instead of in
 * the middle of somebody's commit. In a rush it is put off, up to `MOST_PAGES`: a page that many
 * commits touched is then copied once. What is durable does not change: that is the log's business.
 */
export function copyBackAtLeisure(
  writer: Database.Database,
  everyMs = LOOK_EVERY_MS,
): { count(): void; stop(): void } {
  let writes = 0;
  let waiting = false;
  const look = () => {
    const isRush = writes > RUSH;
    waiting ||= writes > 0;
    writes = 0;
    if (isRush || !waiting || writer.inTransaction) return;
    waiting = false;
    try {
      // Without waiting for anybody: what a reader still needs stays for the next time.
      writer.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // Another process holds it, or the disk is full: the next commit says so, or it comes later.
      waiting = true;
    }
  };
  const clock = setInterval(look, everyMs);
  clock.unref();
  return {
    count() {
      writes += 1;
    },
    stop: () => clearInterval(clock),
  };
}
