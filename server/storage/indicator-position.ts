import { count, eq, gte, max, sql } from 'drizzle-orm';
import { type Connection, statement } from './connection.ts';
import { CURSORS, cursors, openCount } from './indicator-following.ts';

/** Small enough to be asked on every page of figures. */
const readPosition = statement('indicator_position', (db, tables) => {
  const { auditHead, indicatorRecounts, journeys, projections } = tables;
  const starts = sql`coalesce((select ${projections.seq} from ${projections} where ${eq(projections.name, CURSORS.starts)}), 0)`;
  return db
    .select({
      log: sql<number>`(select ${auditHead.seq} from ${auditHead})`.as('log'),
      starts: sql<number>`${starts}`.as('starts'),
      begun:
        sql<number>`(select count(*) from ${journeys} where ${gte(journeys.startedAt, starts)})`.as(
          'begun',
        ),
      recounts: sql<number>`(select count(*) from ${indicatorRecounts})`.as('recounts'),
    })
    .from(sql`(select 1) as once`);
});

/** Everything that moves a figure has its entry in the log, but for forms that are begun. */
export async function position(connection: Connection): Promise<string> {
  const [row] = await readPosition(connection);
  return [row?.log, row?.starts, row?.begun, row?.recounts].join();
}

/** How the sums and what was entered stand: changes when one of them does, and now and then besides. */
export async function mark(connection: Connection): Promise<string> {
  const { db, tables } = connection;
  const { indicatorRecounts, inventoryProcedures: p, typedFigures } = tables;
  const { log, starts } = await cursors(connection);
  const open = await openCount(connection, starts);
  const [recounts] = await db.select({ rows: count() }).from(indicatorRecounts);
  const [typed] = await db.select({ rows: count() }).from(typedFigures);
  const [entries] = await db.select({ at: max(p.changedAt), rows: count() }).from(p);
  return [log, starts, open, recounts?.rows, typed?.rows, entries?.at, entries?.rows].join();
}
