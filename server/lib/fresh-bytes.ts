import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 4096;
const pool = Buffer.alloc(POOL_BYTES);
let at = POOL_BYTES;

/**
 * Random bytes from the system's generator, fetched many at a time: asking for each few costs more
 * than what they are used for. None is given out twice, and none stays behind here.
 */
export function freshBytes(count: number): Buffer {
  if (at + count > POOL_BYTES) {
    randomFillSync(pool);
    at = 0;
  }
  const bytes = Buffer.from(pool.subarray(at, at + count));
  pool.fill(0, at, at + count);
  at += count;
  return bytes;
}
