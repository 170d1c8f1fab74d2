import { and, desc, eq, gt, inArray, lt, lte, or } from 'drizzle-orm';
import { MOST_TRIALS, type TrialStore } from '../domain/builder/trial-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate } from './row-values.ts';

const placeOf = (name: string) => `preview_trials.content:${name}`;

/** Several new ones at once are over by a few; what is more goes with the next one. */
const AT_ONCE = 100;

async function removeOldest({ db, tables: { previewTrials: trials } }: Connection) {
  const over = db
    .select({ name: trials.name })
    .from(trials)
    .orderBy(desc(trials.until), desc(trials.name))
    .limit(AT_ONCE)
    .offset(MOST_TRIALS);
  await db.delete(trials).where(inArray(trials.name, over));
}

/** What is tried in the preview, for every process. */
export function createTrialStore(driver: Driver, ring: KeyRing): TrialStore {
  return {
    find: (name, now) =>
      driver.read(async ({ db, tables: { previewTrials: trials } }) => {
        const isAlive = and(eq(trials.name, name), gt(trials.until, now.getTime()));
        const [row] = await db.select().from(trials).where(isAlive);
        if (!row) return undefined;
        const content = ring.open(row.content, placeOf(name));
        return { ...row, content, until: toDate(row.until) };
      }),
    put: ({ name, changes, content, until }, now) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { previewTrials: trials } = tables;
        const sealed = ring.seal(content, placeOf(name));
        const row = { changes, content: sealed, until: until.getTime() };
        const kept = await db
          .insert(trials)
          .values({ name, ...row })
          .onConflictDoUpdate({
            target: trials.name,
            set: row,
            setWhere: or(lt(trials.changes, changes), lte(trials.until, now.getTime())),
          })
          .returning({ name: trials.name });
        await removeOldest(connection);
        return kept.length > 0;
      }),
    removeExpired: (now) =>
      driver.write(async ({ db, tables: { previewTrials: trials } }) => {
        const gone = await db
          .delete(trials)
          .where(lte(trials.until, now.getTime()))
          .returning({ name: trials.name });
        return gone.length;
      }),
  };
}
