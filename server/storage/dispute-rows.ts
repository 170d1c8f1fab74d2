import { and, asc, eq, sql } from 'drizzle-orm';
import type { Dispute, DisputeEvent } from '../domain/disputes/dispute.ts';
import type { DisputeState } from '../domain/refunds/provider-refund.ts';
import { type Connection, statement } from './connection.ts';
import { parseDetail, toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

export function toDispute(row: Tables['disputes']['$inferSelect']): Dispute {
  const { touchedAt: _touched, state, respondBy, openedAt, endedAt, ...same } = row;
  return {
    ...same,
    state: state as DisputeState,
    respondBy: toDateOrNull(respondBy),
    openedAt: toDate(openedAt),
    endedAt: toDateOrNull(endedAt),
  };
}

const ofCharge = statement('disputes_of_charge', (db, { disputes }) =>
  db
    .select()
    .from(disputes)
    .where(eq(disputes.chargeId, sql.placeholder('id')))
    .orderBy(asc(disputes.openedAt), asc(disputes.id)),
);

/** All of a charge, oldest first; inside the caller's write they are as they stand now. */
export async function readDisputes(
  connection: Connection,
  chargeId: string,
): Promise<readonly Dispute[]> {
  return (await ofCharge(connection, { id: chargeId })).map(toDispute);
}

export async function readDisputeByRef(
  { db, tables: { disputes } }: Connection,
  provider: string,
  ref: string,
): Promise<Dispute | undefined> {
  const same = and(eq(disputes.provider, provider), eq(disputes.providerRef, ref));
  const [row] = await db.select().from(disputes).where(same);
  return row && toDispute(row);
}

export async function readDisputeEvents(
  { db, tables: { disputeEvents } }: Connection,
  disputeId: string,
): Promise<readonly DisputeEvent[]> {
  const rows = await db
    .select()
    .from(disputeEvents)
    .where(eq(disputeEvents.disputeId, disputeId))
    .orderBy(asc(disputeEvents.seq));
  return rows.map(({ seq, type, at, providerEventId, detail }) => ({
    seq,
    type,
    at: toDate(at),
    providerEventId,
    detail: parseDetail(detail),
  }));
}
