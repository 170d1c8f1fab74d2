import { asc, eq, inArray } from 'drizzle-orm';
import type { LedgerEntry } from '../domain/books/ledger-entry.ts';
import type { Payee, Refund, RefundEvent } from '../domain/refunds/refund.ts';
import type { RefundMove } from '../domain/refunds/refund-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';
import { toEntry } from './ledger-rows.ts';
import { parseDetail, toDate, toDateOrNull, toMs } from './row-values.ts';
import type { Tables } from './schema.ts';

type Row = Tables['refunds']['$inferSelect'];

export function toRefund({ payee, ...row }: Row): Refund {
  return {
    ...row,
    reason: row.reason as Refund['reason'],
    way: row.way as Refund['way'],
    state: row.state as Refund['state'],
    hasPayee: payee !== null,
    createdAt: toDate(row.createdAt),
    touchedAt: toDate(row.touchedAt),
    endedAt: toDateOrNull(row.endedAt),
  };
}

const payeeOf = (refundId: string) => `refunds.payee:${refundId}`;

export async function readPayee(
  { db, tables: { refunds } }: Connection,
  ring: KeyRing,
  id: string,
): Promise<Payee | undefined> {
  const [row] = await db.select({ payee: refunds.payee }).from(refunds).where(eq(refunds.id, id));
  if (!row?.payee) return undefined;
  return JSON.parse(ring.open(row.payee, payeeOf(id))) as Payee;
}

export async function readRefunds(
  { db, tables: { refunds } }: Connection,
  chargeIds: readonly string[],
): Promise<Refund[]> {
  if (chargeIds.length === 0) return [];
  const rows = await db
    .select()
    .from(refunds)
    .where(inArray(refunds.chargeId, [...chargeIds]))
    .orderBy(asc(refunds.createdAt), asc(refunds.id));
  return rows.map(toRefund);
}

export async function readRefundEvents(
  { db, tables: { refundEvents } }: Connection,
  refundIds: readonly string[],
): Promise<(RefundEvent & { readonly refundId: string })[]> {
  if (refundIds.length === 0) return [];
  const rows = await db
    .select()
    .from(refundEvents)
    .where(inArray(refundEvents.refundId, [...refundIds]))
    .orderBy(asc(refundEvents.refundId), asc(refundEvents.seq));
  return rows.map((row) => ({ ...row, at: toDate(row.at), detail: parseDetail(row.detail) }));
}

export async function readLedgerOf(
  { db, tables: { ledgerEntries } }: Connection,
  chargeId: string,
): Promise<LedgerEntry[]> {
  const rows = await db
    .select()
    .from(ledgerEntries)
    .where(eq(ledgerEntries.chargeId, chargeId))
    .orderBy(asc(ledgerEntries.seq));
  return rows.map((row) => {
    const { seq: _seq, ...entry } = toEntry(row);
    return entry;
  });
}

async function addRow(
  { db, tables: { refunds } }: Connection,
  ring: KeyRing,
  chargeId: string,
  { id, state, added, approvedBy, providerRef, endedAt }: RefundMove,
  at: number,
): Promise<void> {
  if (added === undefined) return;
  const { payee, ...fields } = added;
  const sealed = payee ? ring.seal(JSON.stringify(payee), payeeOf(id)) : null;
  await db.insert(refunds).values({
    ...fields,
    chargeId,
    state,
    payee: sealed,
    approvedBy: approvedBy ?? null,
    providerRef: providerRef ?? null,
    createdAt: at,
    touchedAt: at,
    endedAt: toMs(endedAt),
  });
}

/** Inside the caller's write. @param last the highest `seq` of its events so far */
export async function applyRefundMove(
  connection: Connection,
  ring: KeyRing,
  chargeId: string,
  move: RefundMove,
  last: number,
): Promise<void> {
  const { db, tables } = connection;
  const at = move.events[0]?.at.getTime();
  if (move.added) await addRow(connection, ring, chargeId, move, at ?? 0);
  else {
    const { state, providerRef, approvedBy, endedAt } = move;
    // `undefined` leaves a column as it is.
    await db
      .update(tables.refunds)
      .set({
        state,
        providerRef,
        approvedBy,
        touchedAt: at,
        endedAt: endedAt === null ? null : endedAt?.getTime(),
      })
      .where(eq(tables.refunds.id, move.id));
  }
  if (move.events.length === 0) return;
  await db.insert(tables.refundEvents).values(
    move.events.map((event, index) => ({
      ...event,
      refundId: move.id,
      seq: last + index + 1,
      at: event.at.getTime(),
      detail: JSON.stringify(event.detail),
    })),
  );
}
