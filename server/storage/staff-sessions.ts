import { and, eq, gt, lte, or } from 'drizzle-orm';
import type { SignedInStaff } from '../domain/staff/staff.ts';
import type { StaffStore } from '../domain/staff/staff-store.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import { toStaff } from './staff-rows.ts';

/** How often being here is written down. */
const TOUCH_MS = 60_000;

/** Where somebody is signed in: on the server, so that it can be ended there. */
export function sessionMethods(
  driver: Driver,
): Pick<
  StaffStore,
  'startSession' | 'findSession' | 'endSession' | 'endSessionsOf' | 'removeOldSessions'
> {
  const find = (sessionHash: string, now: number, idleMs: number) =>
    driver.read(async (connection) => {
      const { db, tables } = connection;
      const { staff, staffSessions } = tables;
      const [row] = await db
        .select()
        .from(staffSessions)
        .innerJoin(staff, eq(staff.id, staffSessions.staffId))
        .where(
          and(
            eq(staffSessions.sessionHash, sessionHash),
            gt(staffSessions.endsAt, now),
            gt(staffSessions.lastSeenAt, now - idleMs),
          ),
        );
      if (row === undefined || row.staff.leftAt !== null) return undefined;
      const { secondFactor, startedAt, lastSeenAt, endsAt } = row.staff_sessions;
      return {
        sessionHash,
        staffId: row.staff.id,
        secondFactor: secondFactor as SignedInStaff['secondFactor'],
        startedAt: toDate(startedAt),
        lastSeenAt: toDate(lastSeenAt),
        endsAt: toDate(endsAt),
        staff: await toStaff(connection, row.staff),
      };
    });
  return {
    startSession: ({ sessionHash, staffId, secondFactor, startedAt, endsAt }) =>
      driver.write(async ({ db, tables: { staffSessions } }) => {
        await db.insert(staffSessions).values({
          sessionHash,
          staffId,
          secondFactor,
          startedAt: startedAt.getTime(),
          lastSeenAt: startedAt.getTime(),
          endsAt: endsAt.getTime(),
        });
      }),
    findSession: async (sessionHash, now, idleMs) => {
      const found = await find(sessionHash, now.getTime(), idleMs);
      if (found && now.getTime() - found.lastSeenAt.getTime() > TOUCH_MS) {
        await driver.write(async ({ db, tables: { staffSessions } }) => {
          await db
            .update(staffSessions)
            .set({ lastSeenAt: now.getTime() })
            .where(eq(staffSessions.sessionHash, sessionHash));
        });
      }
      return found;
    },
    endSession: (sessionHash) =>
      driver.write(async ({ db, tables: { staffSessions } }) => {
        await db.delete(staffSessions).where(eq(staffSessions.sessionHash, sessionHash));
      }),
    endSessionsOf: (staffId) =>
      driver.write(async ({ db, tables: { staffSessions } }) => {
        const ended = await db
          .delete(staffSessions)
          .where(eq(staffSessions.staffId, staffId))
          .returning({ id: staffSessions.sessionHash });
        return ended.length;
      }),
    removeOldSessions: (now) =>
      driver.write(async ({ db, tables: { staffSessions } }) => {
        const dayAgo = now.getTime() - 86_400_000;
        const gone = await db
          .delete(staffSessions)
          .where(
            or(lte(staffSessions.endsAt, now.getTime()), lte(staffSessions.lastSeenAt, dayAgo)),
          )
          .returning({ id: staffSessions.sessionHash });
        return gone.length;
      }),
  };
}
