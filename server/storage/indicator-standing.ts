import { asc, eq } from 'drizzle-orm';
import { fiscalYear } from '../lib/jst-date.ts';
import type { Connection } from './connection.ts';

/** Among the sums, but no sum: a recount looks past it. In thousandths, with the indicator as its key. */
const MEASURE = 'stood';
const THOUSANDTHS = 1000;

/** Inside the caller's write. */
export async function setStanding(
  { db, tables: { indicatorCounts: t } }: Connection,
  month: string,
  values: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [indicator, value] of values) {
    const set = { count: 1, total: Math.round(value * THOUSANDTHS) };
    const key = { month, measure: MEASURE, procedureId: indicator, channel: '', locale: '' };
    await db
      .insert(t)
      .values({ ...key, slice: '', ...set })
      .onConflictDoUpdate({
        target: [t.month, t.measure, t.procedureId, t.channel, t.locale, t.slice],
        set,
      });
  }
}

export async function readStanding({ db, tables: { indicatorCounts: t } }: Connection) {
  const rows = await db
    .select({ month: t.month, indicator: t.procedureId, total: t.total })
    .from(t)
    .where(eq(t.measure, MEASURE))
    .orderBy(asc(t.month));
  const found = new Map<string, Map<number, number>>();
  for (const { month, indicator, total } of rows) {
    const years = found.get(indicator) ?? new Map<number, number>();
    found.set(indicator, years.set(fiscalYear(`${month}-01`), total / THOUSANDTHS));
  }
  return found;
}
