import { desc, eq, inArray, sql } from 'drizzle-orm';
import type { Dispute } from '../domain/disputes/dispute.ts';
import type { DisputeRow } from '../domain/disputes/dispute-store.ts';
import type { DisputeState } from '../domain/refunds/provider-refund.ts';
import type { Connection } from './connection.ts';
import { toDispute } from './dispute-rows.ts';

const UNDECIDED: readonly DisputeState[] = ['needs_response', 'under_review'];

/** With what each is about: 受付番号 or 納付番号. */
export function disputeRows({ db, tables }: Connection) {
  const { disputes, charges, applications, bills } = tables;
  return db
    .select({
      dispute: disputes,
      applicationId: charges.applicationId,
      procedureId: applications.procedureId,
      number: sql<string>`coalesce(${applications.number}, ${bills.number}, '')`,
    })
    .from(disputes)
    .innerJoin(charges, eq(charges.id, disputes.chargeId))
    .leftJoin(applications, eq(applications.id, charges.applicationId))
    .leftJoin(bills, eq(bills.id, charges.billId))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof disputeRows>>[number];

export const toDisputeRow = ({ dispute, ...about }: Row): DisputeRow => ({
  ...toDispute(dispute),
  ...about,
});

/** The nearest day first; what names none comes last. */
function byRespondBy(a: Dispute, b: Dispute): number {
  return (a.respondBy?.getTime() ?? Infinity) - (b.respondBy?.getTime() ?? Infinity) || 0;
}

export async function listDisputes(
  connection: Connection,
  limit: number,
): Promise<readonly DisputeRow[]> {
  const { disputes } = connection.tables;
  const states = [...UNDECIDED];
  const open = await disputeRows(connection).where(inArray(disputes.state, states)).limit(limit);
  const decided = await disputeRows(connection)
    .where(sql`${disputes.state} not in ('needs_response', 'under_review')`)
    .orderBy(desc(disputes.touchedAt))
    .limit(limit);
  return [...open.map(toDisputeRow).sort(byRespondBy), ...decided.map(toDisputeRow)].slice(
    0,
    limit,
  );
}
