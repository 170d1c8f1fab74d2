import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type {
  SandboxSession,
  SandboxStore,
} from '../integrations/sandbox-payments/sandbox-store.ts';
import type { Driver } from './connection.ts';
import { toDate, toDateOrNull, toMs } from './row-values.ts';
import { readSandboxMovements } from './sandbox-movements.ts';
import { sandboxRefundMethods } from './sandbox-refunds.ts';
import type { Tables } from './schema.ts';

function toSession(row: Tables['sandboxSessions']['$inferSelect']): SandboxSession {
  return {
    ...row,
    payBy: toDate(row.payBy),
    status: row.status as SandboxSession['status'],
    method: row.method as SandboxSession['method'],
    paidAt: toDateOrNull(row.paidAt),
  };
}

/** The sandbox provider's books; they share no table with the town's. */
export function createSandboxStore(driver: Driver): SandboxStore {
  return {
    open: (session) =>
      driver.write(async ({ db, tables: { sandboxSessions } }) => {
        const { attemptId } = session;
        const values = { ...session, payBy: session.payBy.getTime(), paidAt: toMs(session.paidAt) };
        await db.insert(sandboxSessions).values(values).onConflictDoNothing();
        const rows = await db
          .select()
          .from(sandboxSessions)
          .where(eq(sandboxSessions.attemptId, attemptId));
        if (rows[0] === undefined)
          throw new Error(`Sandbox session ${session.ref} exists already.`);
        return toSession(rows[0]);
      }),
    find: (ref) =>
      driver.read(async ({ db, tables: { sandboxSessions } }) => {
        const rows = await db.select().from(sandboxSessions).where(eq(sandboxSessions.ref, ref));
        return rows[0] && toSession(rows[0]);
      }),
    settle: (ref, { status, method, paidAt }, notices) =>
      driver.write(async ({ db, tables: { sandboxSessions, sandboxNotices } }) => {
        const changed = await db
          .update(sandboxSessions)
          .set({ status, method, paidAt: toMs(paidAt) })
          .where(
            and(eq(sandboxSessions.ref, ref), inArray(sandboxSessions.status, ['open', 'pending'])),
          )
          .returning({ ref: sandboxSessions.ref });
        if (changed.length === 0) return false;
        for (const notice of notices) {
          await db.insert(sandboxNotices).values({ ...notice, sendAt: notice.sendAt.getTime() });
        }
        return true;
      }),
    movements: () => driver.read(readSandboxMovements),
    ...sandboxRefundMethods(driver),
    ...noticeMethods(driver),
  };
}

/** A notice that was sent is gone. */
function noticeMethods(
  driver: Driver,
): Pick<SandboxStore, 'tell' | 'dueNotices' | 'noticeSent' | 'noticeRetry'> {
  return {
    tell: (notice) =>
      driver.write(async ({ db, tables: { sandboxNotices } }) => {
        await db.insert(sandboxNotices).values({ ...notice, sendAt: notice.sendAt.getTime() });
      }),
    dueNotices: (now, limit) =>
      driver.read(async ({ db, tables: { sandboxNotices } }) => {
        const rows = await db
          .select()
          .from(sandboxNotices)
          .where(lte(sandboxNotices.sendAt, now.getTime()))
          .orderBy(asc(sandboxNotices.sendAt))
          .limit(limit);
        return rows.map((row) => ({ ...row, sendAt: toDate(row.sendAt) }));
      }),
    noticeSent: (id) =>
      driver.write(async ({ db, tables: { sandboxNotices } }) => {
        await db.delete(sandboxNotices).where(eq(sandboxNotices.id, id));
      }),
    noticeRetry: (id, sendAt) =>
      driver.write(async ({ db, tables: { sandboxNotices } }) => {
        const attempts = sql`${sandboxNotices.attempts} + 1`;
        const change = { sendAt: sendAt.getTime(), attempts };
        await db.update(sandboxNotices).set(change).where(eq(sandboxNotices.id, id));
      }),
  };
}
