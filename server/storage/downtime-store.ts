import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { DowntimeScope, DowntimeStore } from '../domain/downtimes/downtime.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';

/** When the site will stand still. */
export function createDowntimeStore(driver: Driver, ring: KeyRing): DowntimeStore {
  return {
    ahead: (now) =>
      driver.read(async ({ db, tables: { plannedDowntimes } }) => {
        const { fromAt, untilAt, cancelledAt, id } = plannedDowntimes;
        const rows = await db
          .select()
          .from(plannedDowntimes)
          .where(and(isNull(cancelledAt), gt(untilAt, now.getTime())))
          .orderBy(asc(fromAt), asc(id));
        return rows.map((row) => ({
          id: row.id,
          from: toDate(row.fromAt),
          until: toDate(row.untilAt),
          scope: row.scope as DowntimeScope,
        }));
      }),
    add: ({ id, from, until, scope, createdBy }, by) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const times = { fromAt: from.getTime(), untilAt: until.getTime() };
        const made = { createdBy, createdAt: by.at.getTime() };
        await db.insert(tables.plannedDowntimes).values({ id, ...times, scope, ...made });
        const detail = { from: from.toISOString(), to: until.toISOString(), kind: scope };
        const entry = { action: 'downtime.announced', subject: id, detail };
        await appendAudit(connection, ring, { ...by, ...entry });
      }),
    cancel: (id, by) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { plannedDowntimes } = tables;
        const living = and(eq(plannedDowntimes.id, id), isNull(plannedDowntimes.cancelledAt));
        const [row] = await db.select().from(plannedDowntimes).where(living);
        if (row === undefined) return false;
        await db.update(plannedDowntimes).set({ cancelledAt: by.at.getTime() }).where(living);
        const entry = { action: 'downtime.called_off', subject: id, detail: {} };
        await appendAudit(connection, ring, { ...by, ...entry });
        return true;
      }),
  };
}
