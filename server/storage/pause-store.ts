import { and, desc, eq, gt, isNull, or } from 'drizzle-orm';
import type { Pause, PauseStore } from '../domain/pauses/pause.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { toDate, toMs } from './row-values.ts';
import type { Tables } from './schema.ts';
import { raiseTownRevision } from './version-rows.ts';

function toPause(row: Tables['procedurePauses']['$inferSelect']): Pause {
  const { id, procedureId, by, until, liftedAt, liftedBy } = row;
  return {
    id,
    procedureId,
    reason: JSON.parse(row.reason) as Pause['reason'],
    from: toDate(row.from),
    ...(until !== null && { until: toDate(until) }),
    by,
    ...(liftedAt !== null && { liftedAt: toDate(liftedAt) }),
    ...(liftedBy !== null && { liftedBy }),
  };
}

/** 緊急停止 of single procedures. */
export function createPauseStore(driver: Driver, ring: KeyRing): PauseStore {
  return {
    add: ({ id, procedureId, reason, from, until, by }, audit) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        await db.insert(tables.procedurePauses).values({
          id,
          procedureId,
          reason: JSON.stringify(reason),
          from: from.getTime(),
          until: toMs(until),
          by,
          liftedAt: null,
          liftedBy: null,
        });
        await raiseTownRevision(connection);
        await appendAudit(connection, ring, audit);
      }),
    lift: (id, { login, at }, audit) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { procedurePauses: table } = tables;
        const standing = and(eq(table.id, id), isNull(table.liftedAt));
        const [row] = await db.select({ id: table.id }).from(table).where(standing);
        if (row === undefined) return false;
        await db.update(table).set({ liftedAt: at.getTime(), liftedBy: login }).where(standing);
        await raiseTownRevision(connection);
        await appendAudit(connection, ring, audit);
        return true;
      }),
    standing: (now) =>
      driver.read(async ({ db, tables: { procedurePauses: table } }) => {
        const isAhead = or(isNull(table.until), gt(table.until, now.getTime()));
        const rows = await db
          .select()
          .from(table)
          .where(and(isNull(table.liftedAt), isAhead));
        return rows.map(toPause);
      }),
    list: (procedureId) =>
      driver.read(async ({ db, tables: { procedurePauses: table } }) => {
        const rows = await db
          .select()
          .from(table)
          .where(eq(table.procedureId, procedureId))
          .orderBy(desc(table.from), desc(table.id));
        return rows.map(toPause);
      }),
  };
}
