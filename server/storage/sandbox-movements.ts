import { eq } from 'drizzle-orm';
import type { SandboxMovement } from '../integrations/sandbox-payments/sandbox-payouts.ts';
import type { Connection } from './connection.ts';
import { toDate } from './row-values.ts';

/** All that the sandbox company took and gave back, as its books stand now. */
export async function readSandboxMovements({
  db,
  tables: { sandboxSessions, sandboxRefunds },
}: Connection): Promise<readonly SandboxMovement[]> {
  const paid = await db.select().from(sandboxSessions).where(eq(sandboxSessions.status, 'paid'));
  const given = await db
    .select({ refund: sandboxRefunds, attemptId: sandboxSessions.attemptId })
    .from(sandboxRefunds)
    .innerJoin(sandboxSessions, eq(sandboxSessions.ref, sandboxRefunds.sessionRef))
    .where(eq(sandboxRefunds.status, 'succeeded'));
  const payments = paid.flatMap(({ ref, attemptId, yen, paidAt }): SandboxMovement[] =>
    paidAt === null ? [] : [{ ref, kind: 'payment', attemptId, yen, at: toDate(paidAt) }],
  );
  const refunds = given.map(
    ({ refund: { ref, yen, createdAt }, attemptId }): SandboxMovement => ({
      ref,
      kind: 'refund',
      attemptId,
      yen,
      at: toDate(createdAt),
    }),
  );
  return [...payments, ...refunds];
}
