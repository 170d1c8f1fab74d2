import { existsSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';

/** Bytes of the write-ahead log after which a commit copies them back, whatever else is going on. */
export const LONGEST_LOG = 16 * 1024 * 1024;

/** What the connection may keep in memory of so long a write, and not put into the log. */
const KEPT_BYTES = 8 * 1024 * 1024;

/**
 * Makes the write-ahead log as long as it may become. A commit that makes the file longer waits for
 * the file system's own journal too, and takes nearly twice as long as one that writes over what is
 * there: after each start that would be the first thousands. What is written here is rolled back.
 */
export function reserveLog(writer: Database.Database): void {
  const file = `${writer.name}-wal`;
  if (writer.inTransaction || (existsSync(file) && statSync(file).size >= LONGEST_LOG)) return;
  try {
    writer.exec(
      `BEGIN IMMEDIATE; CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(${LONGEST_LOG + KEPT_BYTES}))`,
    );
  } catch {
    // Another process is writing, or the disk is nearly full: then the log grows as it is needed.
  } finally {
    if (writer.inTransaction) writer.exec('ROLLBACK');
  }
}

const COPY_EVERY_MS = 2000;
/** Nobody wrote for so long: a lull, even within a rush. */
const LULL_MS = 100;
/** Fewer writes than that wait for a turn that is a lull: nobody waits for so few to be copied. */
const WORTH_COPYING = 100;

/** More writes than that between two copies: a rush, and everybody in it would wait for the copying. */
const RUSH = 600;

/**
 * Copies the pages of the write-ahead log back into the file while little is going on, instead of in
 * the middle of somebody's commit, which would take 20 ms. In a rush it is put off to its next lull,
 * up to `LONGEST_LOG`: a page that many commits touched is then copied once. What is durable does not
 * change: that is the log's business.
 */
export function copyBackAtLeisure(
  writer: Database.Database,
  everyMs = COPY_EVERY_MS,
): { count(): void; stop(): void } {
  /** Since the last copy; since the last full turn; when the last look was. */
  let [writes, ofTurn, seen] = [0, 0, 0];
  let turnEnds = Date.now() + everyMs;
  const look = () => {
    const isLull = writes === seen;
    seen = writes;
    const isTurn = Date.now() >= turnEnds;
    const isRush = ofTurn > RUSH;
    if (isTurn) {
      turnEnds = Date.now() + everyMs;
      ofTurn = 0;
    }
    if (writes === 0 || writer.inTransaction) return;
    const isWorthIt = writes >= WORTH_COPYING;
    if (!(isLull && (isTurn || isWorthIt)) && !(isTurn && isWorthIt && !isRush)) return;
    try {
      // Without waiting for anybody: what a reader still needs stays for the next time.
      writer.pragma('wal_checkpoint(PASSIVE)');
      writes = 0;
      seen = 0;
    } catch {
      // Another process holds it, or the disk is full: the next commit says so, or it comes later.
    }
  };
  const clock = setInterval(look, Math.min(LULL_MS, everyMs));
  clock.unref();
  return {
    count() {
      writes += 1;
      ofTurn += 1;
    },
    stop: () => clearInterval(clock),
  };
}
