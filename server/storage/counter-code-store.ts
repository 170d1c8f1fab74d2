import { and, eq, isNull, lte } from 'drizzle-orm';
import type { CounterCodeStore } from '../domain/counter/counter-code.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Driver } from './connection.ts';
import { contentOf, readCode, spendCode } from './counter-code-rows.ts';

/** A used code is known for a day, so that whoever comes second is told why. */
const REMEMBERED_MS = 24 * 3_600_000;

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
    take: (code) =>
      driver.write(async (connection) => {
        const found = await readCode(connection, ring, code);
        if (found.result !== 'good') return found;
        await spendCode(connection, code);
        return { ...found, result: 'taken' };
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
