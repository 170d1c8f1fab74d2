import { and, eq, isNull, lte } from 'drizzle-orm';
import type { CounterCodeStore } from '../domain/counter/counter-code.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Driver } from './connection.ts';

/** What a code's content is sealed for: it opens with its own code only. */
const contentOf = (codeHash: string) => `counter_codes.content:${codeHash}`;

/** A used code is known for a day, so that whoever comes second is told why. */
const REMEMBERED_MS = 24 * 3_600_000;

const GONE = Buffer.alloc(0);

/** Codes that are good once and for minutes. */
export function createCounterCodeStore(driver: Driver, ring: KeyRing): CounterCodeStore {
  return {
    make: ({ codeHash, purpose, content, owner, at, expiresAt }) =>
      driver.write(async ({ db, tables: { counterCodes } }) => {
        await db.insert(counterCodes).values({
          codeHash,
          purpose,
          content: ring.seal(content, contentOf(codeHash)),
          owner,
          wrongTries: 0,
          madeAt: at.getTime(),
          expiresAt: expiresAt.getTime(),
        });
      }),
    take: ({ codeHash, purpose, now }) =>
      driver.write(async ({ db, tables: { counterCodes } }) => {
        const own = and(eq(counterCodes.codeHash, codeHash), eq(counterCodes.purpose, purpose));
        const [row] = await db.select().from(counterCodes).where(own);
        if (row === undefined) return { result: 'unknown' };
        if (row.usedAt !== null) return { result: 'used' };
        if (row.expiresAt <= now.getTime()) return { result: 'expired' };
        await db
          .update(counterCodes)
          .set({ usedAt: now.getTime(), content: GONE })
          .where(eq(counterCodes.codeHash, codeHash));
        const content = ring.open(row.content, contentOf(codeHash));
        return { result: 'taken', content, owner: row.owner };
      }),
    endOf: (owner, purpose) =>
      driver.write(async ({ db, tables: { counterCodes } }) => {
        const { owner: own, purpose: what, usedAt } = counterCodes;
        await db.delete(counterCodes).where(and(eq(own, owner), eq(what, purpose), isNull(usedAt)));
      }),
    removeExpired: (now) =>
      driver.write(async ({ db, tables: { counterCodes } }) => {
        const gone = await db
          .delete(counterCodes)
          .where(lte(counterCodes.expiresAt, now.getTime() - REMEMBERED_MS))
          .returning({ hash: counterCodes.codeHash });
        return gone.length;
      }),
  };
}
