import { and, asc, eq, notLike } from 'drizzle-orm';
import type { StaffNoteStore } from '../domain/cases/staff-note.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';

export const noteBodyPlace = (id: string) => `staff_notes.body:${id}`;

export function createStaffNoteStore(driver: Driver, ring: KeyRing): StaffNoteStore {
  return {
    add: ({ id, applicationId, staffId, at, text }, actor) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const body = ring.seal(text, noteBodyPlace(id));
        await db
          .insert(tables.staffNotes)
          .values({ id, applicationId, staffId, at: at.getTime(), body });
        await appendAudit(connection, ring, {
          at,
          actor,
          action: 'case.noted',
          subject: applicationId,
          detail: { note: id },
        });
      }),
    list: (applicationId) =>
      driver.read(async ({ db, tables: { staffNotes } }) => {
        const rows = await db
          .select()
          .from(staffNotes)
          .where(and(eq(staffNotes.applicationId, applicationId), notLike(staffNotes.id, 'seen:%')))
          .orderBy(asc(staffNotes.at), asc(staffNotes.id));
        return rows.map(({ body, at, ...row }) => ({
          ...row,
          at: toDate(at),
          text: ring.open(body, noteBodyPlace(row.id)),
        }));
      }),
  };
}
