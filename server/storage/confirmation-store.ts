import { eq, sql } from 'drizzle-orm';
import type { Confirmation, ConfirmationStore } from '../domain/counter/confirmation.ts';
import type { ValueCounts } from '../domain/counter/sitting.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate } from './row-values.ts';

const placeOf = (applicationId: string) => `application_confirmations.signature:${applicationId}`;

/** Inside the caller's write: how the resident confirmed what was entered for them. */
export async function addConfirmation(
  { db, tables }: Connection,
  ring: KeyRing,
  { at, signature, ...same }: Confirmation,
): Promise<void> {
  const place = placeOf(same.applicationId);
  const sealed = signature && ring.seal(JSON.stringify(signature), place);
  const row = { ...same, at: at.getTime(), signature: sealed };
  await db.insert(tables.applicationConfirmations).values(row);
}

/** Inside the caller's write: the task at the counter whose draft this was is done, and counted. */
export async function settleTask(
  { db, tables: { counterTasks, counterSittings } }: Connection,
  applicationId: string,
  counts: ValueCounts,
): Promise<void> {
  const [task] = await db
    .update(counterTasks)
    .set({ state: 'sent', applicationId, draftId: null, ...counts })
    .where(eq(counterTasks.draftId, applicationId))
    .returning({ sittingId: counterTasks.sittingId });
  if (task === undefined) return;
  const { typedValues, carriedValues, paperValues, revision } = counterSittings;
  await db
    .update(counterSittings)
    .set({
      typedValues: sql`${typedValues} + ${counts.typedValues}`,
      carriedValues: sql`${carriedValues} + ${counts.carriedValues}`,
      paperValues: sql`${paperValues} + ${counts.paperValues}`,
      revision: sql`${revision} + 1`,
    })
    .where(eq(counterSittings.id, task.sittingId));
}

export function createConfirmationStore(driver: Driver, ring: KeyRing): ConfirmationStore {
  return {
    find: (applicationId) =>
      driver.read(async ({ db, tables: { applicationConfirmations } }) => {
        const [row] = await db
          .select()
          .from(applicationConfirmations)
          .where(eq(applicationConfirmations.applicationId, applicationId));
        if (row === undefined) return undefined;
        const { signature } = row;
        return {
          ...row,
          way: row.way as Confirmation['way'],
          locale: row.locale as Confirmation['locale'],
          at: toDate(row.at),
          signature: signature && JSON.parse(ring.open(signature, placeOf(applicationId))),
        };
      }),
  };
}
