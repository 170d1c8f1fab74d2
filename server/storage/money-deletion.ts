import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Charge } from '../domain/payments/payment.ts';
import { DISPUTE_STATES } from '../domain/refunds/provider-refund.ts';
import { REFUND_STATES } from '../domain/refunds/refund.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';
import { sealedFor } from './receipt-rows.ts';
import type { Tables } from './schema.ts';

type ChargeRow = Tables['charges']['$inferSelect'];

const ENDED_REFUNDS = ['succeeded', 'failed', 'cancelled'];
const ENDED_DISPUTES = ['won', 'lost', 'closed'];
const MOVING_REFUNDS = REFUND_STATES.filter((state) => !ENDED_REFUNDS.includes(state));
const MOVING_DISPUTES = DISPUTE_STATES.filter((state) => !ENDED_DISPUTES.includes(state));

/** Is something of these charges under way to somebody, whatever the charges say? */
export async function moneyMoves(
  { db, tables: { refunds, disputes } }: Connection,
  ids: readonly string[],
): Promise<boolean> {
  if (ids.length === 0) return false;
  const ofRefunds = and(
    inArray(refunds.chargeId, [...ids]),
    inArray(refunds.state, MOVING_REFUNDS),
  );
  const ofDisputes = and(
    inArray(disputes.chargeId, [...ids]),
    inArray(disputes.state, MOVING_DISPUTES),
  );
  return (await db.$count(refunds, ofRefunds)) + (await db.$count(disputes, ofDisputes)) > 0;
}

/** Of these charges those whose money was entered or written on a receipt since that moment. */
export async function youngMoney(
  { db, tables: { ledgerEntries, receipts } }: Connection,
  ids: readonly string[],
  since: number,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const day = todayInTokyo(new Date(since));
  const entries = await db
    .selectDistinct({ id: ledgerEntries.chargeId })
    .from(ledgerEntries)
    .where(and(inArray(ledgerEntries.chargeId, [...ids]), gte(ledgerEntries.bookedOn, day)));
  const issued = await db
    .selectDistinct({ id: receipts.chargeId })
    .from(receipts)
    .where(and(inArray(receipts.chargeId, [...ids]), gte(receipts.issuedAt, since)));
  return new Set([...entries, ...issued].map(({ id }) => id));
}

/** With everything that hangs on them; tills keep their sums, without saying for what. */
export async function removeCharges(
  { db, tables }: Connection,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const all = [...ids];
  const { refunds, disputes, refundEvents, disputeEvents, tillEntries } = tables;
  const own = db.select({ id: refunds.id }).from(refunds).where(inArray(refunds.chargeId, all));
  await db.delete(refundEvents).where(inArray(refundEvents.refundId, own));
  const others = db
    .select({ id: disputes.id })
    .from(disputes)
    .where(inArray(disputes.chargeId, all));
  await db.delete(disputeEvents).where(inArray(disputeEvents.disputeId, others));
  await db
    .update(tillEntries)
    .set({ chargeId: null, attemptId: null, refundId: null, slipNumber: null })
    .where(inArray(tillEntries.chargeId, all));
  for (const table of [
    refunds,
    disputes,
    tables.receipts,
    tables.ledgerEntries,
    tables.chargeEvents,
    tables.paymentAttempts,
  ]) {
    await db.delete(table).where(inArray(table.chargeId, all));
  }
  await db.delete(tables.charges).where(inArray(tables.charges.id, all));
}

/** Labels of lines may name somebody's dog, addresses of payment pages lead to a session. */
export async function anonymiseCharges(
  { db, tables }: Connection,
  ring: KeyRing,
  charges: readonly ChargeRow[],
): Promise<void> {
  const { refunds, receipts, paymentAttempts } = tables;
  for (const { id, lines } of charges) {
    const plain = (JSON.parse(lines) as Charge['lines']).map((line) => ({
      ...line,
      label: line.item,
    }));
    await db
      .update(tables.charges)
      .set({ lines: JSON.stringify(plain), payerName: null })
      .where(eq(tables.charges.id, id));
    await db.update(paymentAttempts).set({ url: null }).where(eq(paymentAttempts.chargeId, id));
    await db.update(refunds).set({ payee: null }).where(eq(refunds.chargeId, id));
    for (const { number, lines: told } of await db
      .select()
      .from(receipts)
      .where(eq(receipts.chargeId, id))) {
      const nobody = ring.seal('', sealedFor(number));
      const items = (JSON.parse(told) as { revenueName?: string }[]).map((line) => ({
        ...line,
        label: line.revenueName ?? '',
      }));
      await db
        .update(receipts)
        .set({ payerName: nobody, lines: JSON.stringify(items) })
        .where(eq(receipts.number, number));
    }
  }
}
