import { eq } from 'drizzle-orm';
import type { Segment } from '../domain/books/ledger-entry.ts';
import type { DisputeSnapshot, DisputeStore } from '../domain/disputes/dispute-store.ts';
import { DomainError } from '../domain/errors.ts';
import { readAttempts, readCharge } from './charge-rows.ts';
import type { Connection } from './connection.ts';
import { readDisputeByRef, readDisputeEvents } from './dispute-rows.ts';

/** What a notice says about whose dispute it is. */
export type DisputeAbout = Parameters<DisputeStore['change']>[0];

async function chargeOf(
  { db, tables: { paymentAttempts } }: Connection,
  { provider, attemptId }: DisputeAbout,
): Promise<string | undefined> {
  if (attemptId === null) return undefined;
  const [row] = await db.select().from(paymentAttempts).where(eq(paymentAttempts.id, attemptId));
  return row?.provider === provider ? row.chargeId : undefined;
}

async function whatFor({ db, tables }: Connection, chargeId: string) {
  const [row] = await db
    .select({
      procedureId: tables.applications.procedureId,
      fiscalYear: tables.bills.fiscalYear,
      segment: tables.bills.segment,
    })
    .from(tables.charges)
    .leftJoin(tables.applications, eq(tables.applications.id, tables.charges.applicationId))
    .leftJoin(tables.bills, eq(tables.bills.id, tables.charges.billId))
    .where(eq(tables.charges.id, chargeId));
  const { procedureId = null, fiscalYear = null, segment = null } = row ?? {};
  const bill = fiscalYear === null ? null : { fiscalYear, segment: segment as Segment };
  return { procedureId, bill };
}

/** undefined for a payment that is none of ours. */
export async function readDisputeSnapshot(
  connection: Connection,
  about: DisputeAbout,
): Promise<DisputeSnapshot | undefined> {
  const { db, tables } = connection;
  const { ledgerEntries } = tables;
  const dispute = await readDisputeByRef(connection, about.provider, about.disputeRef);
  const chargeId = dispute?.chargeId ?? (await chargeOf(connection, about));
  if (chargeId === undefined) return undefined;
  const charge = await readCharge(connection, chargeId);
  if (charge === undefined) throw new DomainError('charge_not_found');
  const attemptId = dispute?.attemptId ?? about.attemptId;
  const attempts = await readAttempts(connection, chargeId);
  return {
    charge,
    ...(await whatFor(connection, chargeId)),
    attempt: attempts.find(({ id }) => id === attemptId) ?? null,
    dispute,
    events: dispute ? await readDisputeEvents(connection, dispute.id) : [],
    ledger: (
      await db
        .select({ kind: ledgerEntries.kind, yen: ledgerEntries.yen })
        .from(ledgerEntries)
        .where(eq(ledgerEntries.chargeId, chargeId))
    ).map(({ kind, yen }) => ({ kind: kind as 'dispute', yen })),
  };
}
