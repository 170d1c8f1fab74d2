import { and, asc, eq, gte, lte } from 'drizzle-orm';
import type { AbsenceStore, EnteredAbsence } from '../domain/decisions/absence-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

function toAbsence(row: Tables['staffAbsences']['$inferSelect']): EnteredAbsence {
  const { id, staffId, deputyId, fromDay, toDay, createdBy, createdAt } = row;
  return {
    id,
    staffId,
    deputyId,
    from: fromDay,
    to: toDay,
    createdBy,
    createdAt: toDate(createdAt),
  };
}

/** Who is away when, and who stands in. What was called off keeps its row: it ends before it begins. */
export function createAbsenceStore(driver: Driver, ring: KeyRing): AbsenceStore {
  return {
    add: ({ id, staffId, deputyId, from, to }, { actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { staffAbsences: table } = tables;
        const own = await db.select().from(table).where(eq(table.staffId, staffId));
        const isLive = (row: (typeof own)[number]) => row.fromDay <= row.toDay;
        if (own.some((row) => isLive(row) && row.fromDay <= to && from <= row.toDay)) return false;
        await db.insert(table).values({
          id,
          staffId,
          deputyId,
          fromDay: from,
          toDay: to,
          createdBy: actor,
          createdAt: at.getTime(),
        });
        const detail = { from, to, deputy: deputyId ?? '' };
        const entry = { at, actor, action: 'absence.entered', subject: staffId, detail };
        await appendAudit(connection, ring, entry);
        return true;
      }),
    end: (id, to, { actor, at }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { staffAbsences: table } = tables;
        const [row] = await db.select().from(table).where(eq(table.id, id));
        // Over already: nothing is lengthened or rewritten.
        if (row === undefined || row.toDay <= to) return;
        await db.update(table).set({ toDay: to }).where(eq(table.id, id));
        const detail = { from: row.fromDay, to };
        const entry = { at, actor, action: 'absence.ended', subject: row.staffId, detail };
        await appendAudit(connection, ring, entry);
      }),
    find: (id) =>
      driver.read(async ({ db, tables: { staffAbsences: table } }) => {
        const [row] = await db.select().from(table).where(eq(table.id, id));
        return row && toAbsence(row);
      }),
    list: (day) =>
      driver.read(async ({ db, tables: { staffAbsences: table } }) => {
        const rows = await db
          .select()
          .from(table)
          .where(and(gte(table.toDay, day), lte(table.fromDay, table.toDay)))
          .orderBy(asc(table.fromDay), asc(table.id));
        return rows.map(toAbsence);
      }),
  };
}
