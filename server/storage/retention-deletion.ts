import { and, eq, inArray, lt, or } from 'drizzle-orm';
import type { ChargeState } from '../domain/payments/payment.ts';
import { endDay, type KeptCase } from '../domain/retention/retention-days.ts';
import type { DeletionBy, RemovedCase } from '../domain/retention/retention-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { EMPTIED } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import { toMs } from './row-values.ts';
import type { Tables } from './schema.ts';

type ChargeRow = Tables['charges']['$inferSelect'];

/** Money may still come, or has to be given back: the case stays until that is settled. */
const MOVING: readonly string[] = [
  'open',
  'started',
  'pending',
  'unknown',
  'refund_due',
] satisfies ChargeState[];
const SETTLED: readonly string[] = ['paid', 'refunded'] satisfies ChargeState[];

/** What was never paid at the counter can't be asked for any more by then (地方自治法236条). */
const isMoving = ({ state, kind }: ChargeRow) =>
  MOVING.includes(state) && !(state === 'open' && kind === 'counter');

/** Is it still what was decided upon? Asked under the write lock. */
async function isUnchanged(
  { db, tables }: Connection,
  { id, status, closedAt }: KeptCase,
): Promise<boolean> {
  const { applications, retentionHolds } = tables;
  const [row] = await db
    .select({ status: applications.status, closedAt: applications.closedAt })
    .from(applications)
    .where(eq(applications.id, id));
  const held = await db
    .select({ id: retentionHolds.applicationId })
    .from(retentionHolds)
    .where(eq(retentionHolds.applicationId, id));
  return row?.status === status && row.closedAt === toMs(closedAt) && held.length === 0;
}

async function removeCharges(
  { db, tables }: Connection,
  charges: readonly ChargeRow[],
): Promise<void> {
  const ids = charges.map(({ id }) => id);
  if (ids.length === 0) return;
  await db
    .update(tables.tillEntries)
    .set({ chargeId: null })
    .where(inArray(tables.tillEntries.chargeId, ids));
  await db.delete(tables.chargeEvents).where(inArray(tables.chargeEvents.chargeId, ids));
  await db.delete(tables.paymentAttempts).where(inArray(tables.paymentAttempts.chargeId, ids));
  await db.delete(tables.charges).where(inArray(tables.charges.id, ids));
}

/** Labels of fee lines may name somebody's dog, addresses of payment pages lead to a session. */
async function anonymiseCharges(
  { db, tables }: Connection,
  charges: readonly ChargeRow[],
): Promise<void> {
  for (const { id, lines } of charges) {
    const plain = (JSON.parse(lines) as { item: string; yen: number }[]).map(({ item, yen }) => ({
      item,
      label: item,
      yen,
    }));
    await db
      .update(tables.charges)
      .set({ lines: JSON.stringify(plain) })
      .where(eq(tables.charges.id, id));
    await db
      .update(tables.paymentAttempts)
      .set({ url: null })
      .where(eq(tables.paymentAttempts.chargeId, id));
  }
}

/** Everything but the application itself, its timeline and its charges. @returns files */
async function removeBelongings({ db, tables }: Connection, id: string): Promise<string[]> {
  const { drafts, attachments, bookings, slotClaims } = tables;
  const ofCase = or(eq(drafts.id, id), eq(drafts.caseId, id));
  const begun = await db.delete(drafts).where(ofCase).returning({ id: drafts.id });
  const files = await db
    .delete(attachments)
    .where(inArray(attachments.ownerId, [id, ...begun.map((draft) => draft.id)]))
    .returning({ id: attachments.id });
  const own = db.select({ id: bookings.id }).from(bookings).where(eq(bookings.applicationId, id));
  await db.delete(slotClaims).where(inArray(slotClaims.bookingId, own));
  for (const table of [
    bookings,
    tables.accessGrants,
    tables.acknowledgements,
    tables.assignments,
    tables.caseNotes,
    tables.caseSubmissions,
    tables.decisionSignatures,
    tables.decisionDrafts,
    tables.inbox,
    tables.messages,
    tables.protectedCases,
    tables.sealedAnswers,
    tables.searchKeys,
    tables.staffNotes,
    tables.webhookDeliveries,
  ]) {
    await db.delete(table).where(eq(table.applicationId, id));
  }
  return files.map((file) => file.id);
}

/** What the money records hang on: number, procedure and days, and nobody's answers. */
async function emptyCase({ db, tables }: Connection, ring: KeyRing, id: string): Promise<void> {
  const { applications, applicationEvents } = tables;
  await db
    .update(applications)
    .set({
      answers: ring.seal('{}', `applications.answers:${id}`),
      individualNumbers: null,
      remindOn: null,
      codeMac: EMPTIED,
      linkHash: EMPTIED,
      secrets: null,
      secretsUntil: null,
    })
    .where(eq(applications.id, id));
  await db
    .update(applicationEvents)
    .set({ detail: '{}' })
    .where(eq(applicationEvents.applicationId, id));
}

async function dropCase({ db, tables }: Connection, id: string): Promise<void> {
  const { applications, applicationEvents } = tables;
  await db.delete(applicationEvents).where(eq(applicationEvents.applicationId, id));
  await db.delete(applications).where(eq(applications.id, id));
}

/** Inside the caller's write. @returns undefined when it has to stay, and stays whole */
export async function removeCase(
  connection: Connection,
  ring: KeyRing,
  one: KeptCase,
  moneyBefore: number,
  { run, actor, at }: DeletionBy,
): Promise<RemovedCase | undefined> {
  const { id } = one;
  const { db, tables } = connection;
  if (!(await isUnchanged(connection, one))) return undefined;
  const charges = await db
    .select()
    .from(tables.charges)
    .where(eq(tables.charges.applicationId, id));
  if (charges.some(isMoving)) return undefined;
  const kept = charges.filter(
    ({ state, touchedAt }) => SETTLED.includes(state) && touchedAt >= moneyBefore,
  );
  const files = await removeBelongings(connection, id);
  await removeCharges(
    connection,
    charges.filter((charge) => !kept.includes(charge)),
  );
  if (kept.length > 0) {
    await anonymiseCharges(connection, kept);
    await emptyCase(connection, ring, id);
  } else {
    await dropCase(connection, id);
  }
  const detail = {
    run,
    number: one.number,
    procedure: one.procedureId,
    status: one.status,
    ended: endDay(one),
  };
  await appendAudit(connection, ring, {
    at,
    actor,
    action: 'retention.case_deleted',
    subject: id,
    detail: { ...detail, files: files.length, money_kept: kept.length > 0 },
  });
  return { id, files, moneyKept: kept.length > 0 };
}

/** Shells whose money records are all old enough: they go with them. */
export async function removeMoneyOf(connection: Connection, before: number): Promise<number> {
  const { db, tables } = connection;
  const { applications, charges } = tables;
  const rows = await db
    .select({ id: applications.id })
    .from(charges)
    .innerJoin(applications, eq(applications.id, charges.applicationId))
    .where(
      and(
        inArray(charges.state, [...SETTLED]),
        lt(charges.touchedAt, before),
        eq(applications.codeMac, EMPTIED),
      ),
    );
  let removed = 0;
  for (const id of new Set(rows.map((row) => row.id))) {
    const own = await db.select().from(charges).where(eq(charges.applicationId, id));
    if (own.some(({ touchedAt }) => touchedAt >= before)) continue;
    await removeCharges(connection, own);
    await dropCase(connection, id);
    removed += 1;
  }
  return removed;
}
