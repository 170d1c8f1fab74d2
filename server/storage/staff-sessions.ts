import { and, desc, eq, gt, lte, or, sql } from 'drizzle-orm';
import type { SignedInStaff } from '../domain/staff/staff.ts';
import type { StaffSession, StaffStore } from '../domain/staff/staff-store.ts';
import { type Connection, type Driver, statement } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';
import { type StaffChangeWriter, setStaff } from './staff-changes.ts';
import { toStaff } from './staff-rows.ts';

/** How often being here is written down. */
const TOUCH_MS = 60_000;

type SessionRow = Tables['staffSessions']['$inferSelect'];

function toSession(row: SessionRow): StaffSession {
  return {
    sessionHash: row.sessionHash,
    staffId: row.staffId,
    secondFactor: row.secondFactor as SignedInStaff['secondFactor'],
    startedAt: toDate(row.startedAt),
    lastSeenAt: toDate(row.lastSeenAt),
    endsAt: toDate(row.endsAt),
  };
}

const living = ({ tables }: Connection, now: number, idleMs: number) =>
  and(gt(tables.staffSessions.endsAt, now), gt(tables.staffSessions.lastSeenAt, now - idleMs));

const findOne = statement('staff_session_find', (db, { staffSessions }) =>
  db
    .select()
    .from(staffSessions)
    .where(
      and(
        eq(staffSessions.sessionHash, sql.placeholder('sessionHash')),
        gt(staffSessions.endsAt, sql.placeholder('now')),
        gt(staffSessions.lastSeenAt, sql.placeholder('seenAfter')),
      ),
    ),
);

const findMember = statement('staff_member_find', (db, { staff }) =>
  db
    .select()
    .from(staff)
    .where(eq(staff.id, sql.placeholder('id'))),
);

function findMethods(driver: Driver): Pick<StaffStore, 'findSession' | 'idleStaff' | 'sessionsOf'> {
  const find = (sessionHash: string, now: number, idleMs: number) =>
    driver.read(async (connection) => {
      const values = { sessionHash, now, seenAfter: now - idleMs };
      const [session] = await findOne(connection, values);
      const [member] = session ? await findMember(connection, { id: session.staffId }) : [];
      if (!session || !member || member.leftAt !== null) return undefined;
      return { ...toSession(session), staff: await toStaff(connection, member) };
    });
  return {
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
    idleStaff: (sessionHash, now) =>
      driver.read(async ({ db, tables: { staffSessions } }) => {
        const [row] = await db
          .select({ staffId: staffSessions.staffId })
          .from(staffSessions)
          .where(
            and(
              eq(staffSessions.sessionHash, sessionHash),
              gt(staffSessions.endsAt, now.getTime()),
            ),
          );
        return row?.staffId;
      }),
    sessionsOf: (staffId, now, idleMs) =>
      driver.read(async (connection) => {
        const { staffSessions } = connection.tables;
        const rows = await connection.db
          .select()
          .from(staffSessions)
          .where(and(eq(staffSessions.staffId, staffId), living(connection, now.getTime(), idleMs)))
          .orderBy(desc(staffSessions.lastSeenAt));
        return rows.map(toSession);
      }),
  };
}

/** Where somebody is signed in: on the server, so that it can be ended there. */
export function sessionMethods(
  driver: Driver,
  change: StaffChangeWriter,
): Pick<
  StaffStore,
  | 'startSession'
  | 'findSession'
  | 'idleStaff'
  | 'sessionsOf'
  | 'endSession'
  | 'endSessionsOf'
  | 'removeOldSessions'
> {
  return {
    startSession: ({ sessionHash, staffId, secondFactor, startedAt, endsAt }, signedIn) => {
      const insert = async ({ db, tables: { staffSessions } }: Connection) => {
        await db.insert(staffSessions).values({
          sessionHash,
          staffId,
          secondFactor,
          startedAt: startedAt.getTime(),
          lastSeenAt: startedAt.getTime(),
          endsAt: endsAt.getTime(),
        });
      };
      if (signedIn === undefined) return driver.write(insert);
      const work = async (connection: Connection) => {
        await insert(connection);
        await setStaff(staffId, { failedAttempts: 0, lockedUntil: null })(connection);
      };
      return change(staffId, 'staff.signed_in', signedIn, work, { secondFactor });
    },
    ...findMethods(driver),
    endSession: (sessionHash, signedOut) => {
      const work = async ({ db, tables: { staffSessions } }: Connection) => {
        await db.delete(staffSessions).where(eq(staffSessions.sessionHash, sessionHash));
      };
      if (signedOut === undefined) return driver.write(work);
      return change(signedOut.id, 'staff.signed_out', signedOut, work);
    },
    endSessionsOf: async (staffId, by) => {
      let count = 0;
      await change(staffId, 'staff.sessions_ended', by, async ({ db, tables }) => {
        const ended = await db
          .delete(tables.staffSessions)
          .where(eq(tables.staffSessions.staffId, staffId))
          .returning({ id: tables.staffSessions.sessionHash });
        count = ended.length;
      });
      return count;
    },
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
