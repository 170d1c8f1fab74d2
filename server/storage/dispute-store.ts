import { desc, eq, inArray, sql } from 'drizzle-orm';
import type { Segment } from '../domain/books/ledger-entry.ts';
import type { Dispute } from '../domain/disputes/dispute.ts';
import type {
  DisputeChange,
  DisputeRow,
  DisputeSnapshot,
  DisputeStore,
} from '../domain/disputes/dispute-store.ts';
import { DomainError } from '../domain/errors.ts';
import type { DisputeState } from '../domain/refunds/provider-refund.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { readAttempts, readCharge } from './charge-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { readDisputeByRef, readDisputeEvents, readDisputes, toDispute } from './dispute-rows.ts';
import { addLedgerEntries } from './ledger-rows.ts';
import { toMs } from './row-values.ts';

type About = Parameters<DisputeStore['change']>[0];

const UNDECIDED: readonly DisputeState[] = ['needs_response', 'under_review'];

async function chargeOf(
  { db, tables: { paymentAttempts } }: Connection,
  { provider, attemptId }: About,
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

async function readSnapshot(
  connection: Connection,
  about: About,
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

async function isKnown(
  { db, tables: { disputeEvents } }: Connection,
  { providerEventId }: About,
): Promise<boolean> {
  const column = disputeEvents.providerEventId;
  const known = await db
    .select({ id: column })
    .from(disputeEvents)
    .where(eq(column, providerEventId));
  return known.length > 0;
}

async function apply(
  connection: Connection,
  ring: KeyRing,
  snapshot: DisputeSnapshot,
  { dispute, event, ledger, at }: DisputeChange,
): Promise<void> {
  const { db, tables } = connection;
  const { id, ...row } = {
    ...dispute,
    respondBy: toMs(dispute.respondBy),
    openedAt: dispute.openedAt.getTime(),
    endedAt: toMs(dispute.endedAt),
    touchedAt: at.getTime(),
  };
  if (snapshot.dispute) await db.update(tables.disputes).set(row).where(eq(tables.disputes.id, id));
  else await db.insert(tables.disputes).values({ id, ...row });
  await db.insert(tables.disputeEvents).values({
    ...event,
    disputeId: id,
    seq: (snapshot.events.at(-1)?.seq ?? 0) + 1,
    at: event.at.getTime(),
    detail: JSON.stringify(event.detail),
  });
  await addLedgerEntries(connection, ledger);
  await appendAudit(connection, ring, {
    at,
    actor: 'provider',
    action: 'dispute.changed',
    subject: dispute.chargeId,
    detail: {
      dispute: id,
      event: event.type,
      from: snapshot.dispute?.state ?? '',
      to: dispute.state,
    },
  });
}

/** With what each is about: 受付番号 or 納付番号. */
function rowsOf({ db, tables }: Connection) {
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

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const toRow = ({ dispute, ...about }: Row): DisputeRow => ({ ...toDispute(dispute), ...about });

/** The nearest day first; what names none comes last. */
function byRespondBy(a: Dispute, b: Dispute): number {
  return (a.respondBy?.getTime() ?? Infinity) - (b.respondBy?.getTime() ?? Infinity) || 0;
}

export function createDisputeStore(driver: Driver, ring: KeyRing): DisputeStore {
  return {
    change: (about, decide) =>
      driver.write(async (connection) => {
        if (await isKnown(connection, about)) return 'duplicate';
        const snapshot = await readSnapshot(connection, about);
        if (snapshot === undefined) return 'unknown_payment';
        await apply(connection, ring, snapshot, decide(snapshot));
        return 'changed';
      }),
    find: (id) =>
      driver.read(async (connection) => {
        const [row] = await rowsOf(connection).where(eq(connection.tables.disputes.id, id));
        return row && toRow(row);
      }),
    listOf: (chargeId) => driver.read((connection) => readDisputes(connection, chargeId)),
    events: (id) => driver.read((connection) => readDisputeEvents(connection, id)),
    list: (limit) =>
      driver.read(async (connection) => {
        const { disputes } = connection.tables;
        const states = [...UNDECIDED];
        const open = await rowsOf(connection).where(inArray(disputes.state, states)).limit(limit);
        const decided = await rowsOf(connection)
          .where(sql`${disputes.state} not in ('needs_response', 'under_review')`)
          .orderBy(desc(disputes.touchedAt))
          .limit(limit);
        return [...open.map(toRow).sort(byRespondBy), ...decided.map(toRow)].slice(0, limit);
      }),
  };
}
