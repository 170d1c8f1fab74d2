import { eq, inArray, or } from 'drizzle-orm';
import type { ChargeState } from '../domain/payments/payment.ts';
import { endDay, type KeptCase } from '../domain/retention/retention-days.ts';
import type { DeletionBy, RemovedCase } from '../domain/retention/retention-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { sealAnswers } from './answer-columns.ts';
import { EMPTIED } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import { anonymiseCharges, moneyMoves, removeCharges, youngMoney } from './money-deletion.ts';
import { toMs } from './row-values.ts';

/** Money may still come, or has to be given back: the case stays until that is settled. */
const MOVING: readonly string[] = [
  'open',
  'started',
  'pending',
  'unknown',
  'refund_due',
] satisfies ChargeState[];
export const SETTLED: readonly string[] = ['paid', 'refunded'] satisfies ChargeState[];

/** What was never paid at the counter can't be asked for any more by then (地方自治法236条). */
const isMoving = ({ state, kind }: { readonly state: string; readonly kind: string }) =>
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
    tables.applicationConfirmations,
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
  // The counter's figures stay, and name no case any more.
  for (const table of [tables.counterTasks, tables.counterIssues]) {
    await db.update(table).set({ applicationId: null }).where(eq(table.applicationId, id));
  }
  return files.map((file) => file.id);
}

/** What the money records hang on: number, procedure and days, and nobody's answers. */
async function emptyCase({ db, tables }: Connection, ring: KeyRing, id: string): Promise<void> {
  const { applications, applicationEvents } = tables;
  await db
    .update(applications)
    .set({
      ...sealAnswers(ring, { id, answers: {} }),
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

/** With its timeline; everything else of it is gone already. */
export async function dropCase({ db, tables }: Connection, id: string): Promise<void> {
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
  const ids = charges.map((charge) => charge.id);
  if (charges.some(isMoving) || (await moneyMoves(connection, ids))) return undefined;
  const young = await youngMoney(connection, ids, moneyBefore);
  const kept = charges.filter(
    (charge) =>
      young.has(charge.id) || (SETTLED.includes(charge.state) && charge.touchedAt >= moneyBefore),
  );
  const files = await removeBelongings(connection, id);
  await removeCharges(
    connection,
    charges.filter((charge) => !kept.includes(charge)).map((charge) => charge.id),
  );
  if (kept.length > 0) {
    await anonymiseCharges(connection, ring, kept);
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
