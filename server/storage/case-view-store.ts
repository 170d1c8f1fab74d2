import { and, desc, eq, like, sql } from 'drizzle-orm';
import type { CaseView, CaseViewLog, ViewAction } from '../domain/cases/case-view-log.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import { noteBodyPlace } from './staff-notes-store.ts';

/** The row that says when somebody last looked in that way. */
export function seenRowId({
  applicationId,
  staffId,
  action,
}: {
  readonly applicationId: string;
  readonly staffId: string;
  readonly action: ViewAction;
}): string {
  return `seen:${applicationId}:${staffId}:${action}`;
}

/** Rows of `staff_notes` that nobody wrote: one for each member of staff and way of looking. */
export function createCaseViewStore(driver: Driver, ring: KeyRing): CaseViewLog {
  return {
    note: ({ applicationId, staffId, actor, action, at, detail = {} }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const id = seenRowId({ applicationId, staffId, action });
        const body = ring.seal(action, noteBodyPlace(id));
        const row = { id, applicationId, staffId, at: at.getTime(), body };
        await db
          .insert(tables.staffNotes)
          .values(row)
          .onConflictDoUpdate({ target: tables.staffNotes.id, set: { at: sql`excluded.at` } });
        await appendAudit(connection, ring, { at, actor, action, subject: applicationId, detail });
      }),
    list: (applicationId) =>
      driver.read(async ({ db, tables: { staffNotes } }) => {
        const { at, id, staffId } = staffNotes;
        const isOfCase = eq(staffNotes.applicationId, applicationId);
        const rows = await db
          .select({ at, id, staffId })
          .from(staffNotes)
          .where(and(isOfCase, like(id, 'seen:%')))
          .orderBy(desc(at));
        return rows.map(
          (row): CaseView => ({
            staffId: row.staffId,
            action: row.id.split(':').at(-1) as ViewAction,
            at: toDate(row.at),
          }),
        );
      }),
  };
}
