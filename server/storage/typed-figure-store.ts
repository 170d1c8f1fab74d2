import { desc } from 'drizzle-orm';
import type { StaffActor } from '../domain/cases/case.ts';
import type { TypedFigureStore } from '../domain/indicators/typed-figure.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';

/** Figures that were entered by hand, with all that stood there before. */
export function createTypedFigureStore(driver: Driver, ring: KeyRing): TypedFigureStore {
  return {
    add: (figure) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { id, indicator, fiscalYear, value, note, by, at } = figure;
        const row = { id, indicator, fiscalYear, value: String(value), note, by };
        await db.insert(tables.typedFigures).values({ ...row, at: at.getTime() });
        await appendAudit(connection, ring, {
          ...{ at, actor: by, action: 'indicator.entered', subject: indicator },
          detail: { fiscal_year: fiscalYear, value: String(value) },
        });
      }),
    list: () =>
      driver.read(async ({ db, tables: { typedFigures: t } }) => {
        const rows = await db.select().from(t).orderBy(desc(t.at), desc(t.id));
        return rows.map((row) => ({
          ...row,
          value: Number(row.value),
          by: row.by as StaffActor,
          at: toDate(row.at),
        }));
      }),
  };
}
