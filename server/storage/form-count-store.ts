import { and, eq, gte, lte, sql } from 'drizzle-orm';
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
  };
}
