import { and, desc, eq, gte, inArray, lte, min, sql } from 'drizzle-orm';
import type { FormCountStore, FormMeasure } from '../domain/understanding/form-count.ts';
import type { Driver } from './connection.ts';

export function createFormCountStore(driver: Driver): FormCountStore {
  return {
    add: (counts) =>
      driver.write(async ({ db, tables: { formCounts } }) => {
        for (const one of counts) {
          await db
            .insert(formCounts)
            .values(one)
            .onConflictDoUpdate({
              target: [
                formCounts.month,
                formCounts.procedureId,
                formCounts.measure,
                formCounts.key,
                formCounts.slice,
              ],
              set: { count: sql`${formCounts.count} + excluded.count` },
            });
        }
      }),
    read: (procedureId, from, to) =>
      driver.read(async ({ db, tables: { formCounts } }) => {
        const rows = await db
          .select()
          .from(formCounts)
          .where(
            and(
              gte(formCounts.month, from),
              lte(formCounts.month, to),
              eq(formCounts.procedureId, procedureId),
            ),
          );
        return rows.map((row) => ({ ...row, measure: row.measure as FormMeasure }));
      }),
    entered: (ids) =>
      driver.read(({ db, tables: { journeys } }) => {
        const { id, procedureId, locale, source, device } = journeys;
        return db
          .select({ id, procedureId, locale, source, device })
          .from(journeys)
          .where(inArray(id, [...ids]));
      }),
    decisionTimes: (procedureId, most) =>
      driver.read(async ({ db, tables: { inbox, applicationEvents } }) => {
        const newest = db
          .select({ id: inbox.applicationId, submittedAt: inbox.submittedAt })
          .from(inbox)
          .where(and(eq(inbox.procedureId, procedureId), eq(inbox.queue, 'closed')))
          .orderBy(desc(inbox.submittedAt))
          .limit(most)
          .as('newest');
        const rows = await db
          .select({ from: newest.submittedAt, to: min(applicationEvents.at) })
          .from(newest)
          .innerJoin(applicationEvents, eq(applicationEvents.applicationId, newest.id))
          .where(inArray(applicationEvents.type, ['granted', 'refused', 'completed']))
          .groupBy(newest.id, newest.submittedAt);
        return rows.map(({ from, to }) => Number(to) - Number(from));
      }),
  };
}
