import { and, eq, gte, inArray, lte, ne, sql } from 'drizzle-orm';
import type { IndicatorCount, Measure } from '../domain/indicators/indicator-count.ts';
import { BY_CARD, OPEN } from '../domain/indicators/indicator-count.ts';
import type { Connection } from './connection.ts';

type Row = IndicatorCount & { readonly total: number };

function primaryKey({ tables: { indicatorCounts: t } }: Connection) {
  return [t.month, t.measure, t.procedureId, t.channel, t.locale, t.slice];
}

const toRow = ({ month, measure, procedureId, channel, locale, slice, count }: IndicatorCount) => ({
  ...{ month, measure, procedureId, channel, locale, slice, count, total: 0 },
});

/** Inside the caller's write; a row for each key at most. */
export async function addCounts(
  connection: Connection,
  counts: readonly IndicatorCount[],
): Promise<void> {
  const { indicatorCounts } = connection.tables;
  for (const one of counts) {
    await connection.db
      .insert(indicatorCounts)
      .values(toRow(one))
      .onConflictDoUpdate({
        target: primaryKey(connection),
        set: { count: sql`${indicatorCounts.count} + excluded.count` },
      });
  }
}

/** Inside the caller's write: that is what it is, whatever stood there. Nought goes. */
export async function setCount(connection: Connection, one: IndicatorCount): Promise<void> {
  const { db, tables } = connection;
  const { indicatorCounts: t } = tables;
  if (one.count !== 0) {
    const set = { count: one.count };
    const target = primaryKey(connection);
    await db.insert(t).values(toRow(one)).onConflictDoUpdate({ target, set });
    return;
  }
  const { month, measure, procedureId, channel, locale, slice } = one;
  await db
    .delete(t)
    .where(
      and(
        ...[eq(t.month, month), eq(t.measure, measure), eq(t.procedureId, procedureId)],
        ...[eq(t.channel, channel), eq(t.locale, locale), eq(t.slice, slice)],
      ),
    );
}

/** Everything of a month that is over. */
export async function monthRows(
  { db, tables: { indicatorCounts: t } }: Connection,
  month: string,
  measures: readonly Measure[],
): Promise<Row[]> {
  const own = and(eq(t.month, month), inArray(t.measure, [...measures]), ne(t.slice, OPEN));
  return (await db.select().from(t).where(own)) as Row[];
}

/** Whole and `open` put together. */
export async function readSums(
  { db, tables: { indicatorCounts: t } }: Connection,
  { from, to }: { readonly from: string; readonly to: string },
  measures: readonly Measure[],
) {
  const { month, measure, procedureId, channel, locale } = t;
  const rows = await db
    .select({ month, measure, procedureId, channel, locale, count: sql<number>`sum(${t.count})` })
    .from(t)
    .where(
      and(
        ...[gte(month, from), lte(month, to), inArray(t.slice, ['', OPEN])],
        inArray(measure, [...measures]),
      ),
    )
    .groupBy(month, measure, procedureId, channel, locale);
  return rows.map((row) => ({
    ...row,
    measure: row.measure as Measure,
    count: Number(row.count),
  }));
}

/** Of all months, over all languages. */
export async function readFlows({ db, tables: { indicatorCounts: t } }: Connection) {
  const { month, measure, procedureId, channel, slice } = t;
  const rows = await db
    .select({ month, measure, procedureId, channel, slice, count: sql<number>`sum(${t.count})` })
    .from(t)
    .where(and(inArray(measure, ['received', 'issued']), inArray(slice, ['', BY_CARD])))
    .groupBy(month, measure, procedureId, channel, slice);
  return rows.map((row) => ({
    ...row,
    measure: row.measure as Measure,
    count: Number(row.count),
  }));
}
