import { and, eq, ne, sum } from 'drizzle-orm';
import type {
  SandboxRefund,
  SandboxStore,
} from '../integrations/sandbox-payments/sandbox-store.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

function toRefund(row: Tables['sandboxRefunds']['$inferSelect']): SandboxRefund {
  const status = row.status as SandboxRefund['status'];
  return { ...row, status, createdAt: toDate(row.createdAt) };
}

/** What the sandbox company gives back: once for one refund of ours, at most what it took. */
export function sandboxRefundMethods(
  driver: Driver,
): Pick<SandboxStore, 'openRefund' | 'findRefund' | 'settleRefund'> {
  return {
    openRefund: (asked, paidYen, noticesOf) =>
      driver.write(async ({ db, tables: { sandboxRefunds, sandboxNotices } }) => {
        const { refundId, sessionRef } = asked;
        const isIt = eq(sandboxRefunds.refundId, refundId);
        const [known] = await db.select().from(sandboxRefunds).where(isIt);
        if (known) return toRefund(known);
        const isGiven = and(
          eq(sandboxRefunds.sessionRef, sessionRef),
          ne(sandboxRefunds.status, 'failed'),
        );
        const [given] = await db
          .select({ yen: sum(sandboxRefunds.yen) })
          .from(sandboxRefunds)
          .where(isGiven);
        const isTooMuch = Number(given?.yen ?? 0) + asked.yen > paidYen;
        const made: SandboxRefund = isTooMuch ? { ...asked, status: 'failed' } : asked;
        await db.insert(sandboxRefunds).values({ ...made, createdAt: made.createdAt.getTime() });
        for (const notice of noticesOf(made)) {
          await db.insert(sandboxNotices).values({ ...notice, sendAt: notice.sendAt.getTime() });
        }
        return made;
      }),
    findRefund: (ref) =>
      driver.read(async ({ db, tables: { sandboxRefunds } }) => {
        const [row] = await db.select().from(sandboxRefunds).where(eq(sandboxRefunds.ref, ref));
        return row && toRefund(row);
      }),
    settleRefund: (ref, { from, to }, notice) =>
      driver.write(async ({ db, tables: { sandboxRefunds, sandboxNotices } }) => {
        const changed = await db
          .update(sandboxRefunds)
          .set({ status: to })
          .where(and(eq(sandboxRefunds.ref, ref), eq(sandboxRefunds.status, from)))
          .returning({ ref: sandboxRefunds.ref });
        if (changed.length === 0) return false;
        await db.insert(sandboxNotices).values({ ...notice, sendAt: notice.sendAt.getTime() });
        return true;
      }),
  };
}
