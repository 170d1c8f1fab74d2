import { and, eq, inArray, sql } from 'drizzle-orm';
import type { LedgerKind } from '../domain/books/ledger-entry.ts';
import { matchLine, type OwnMovement } from '../domain/books/match-payout.ts';
import type { ProviderPayoutLine } from '../domain/books/payout.ts';
import type { Connection } from './connection.ts';
import type { Tables } from './schema.ts';

type LineKind = ProviderPayoutLine['kind'];
type Named = { readonly cause: string; readonly chargeId: string };

const BOOKED_AS: Readonly<Partial<Record<LineKind, LedgerKind>>> = {
  payment: 'taking',
  refund: 'refund',
  refund_failure: 'refund_undone',
  dispute: 'dispute',
  dispute_reversal: 'dispute_undone',
};

/** Our payment, refund or dispute of that line; undefined when it is none of ours. */
export async function ownOf(
  { db, tables }: Connection,
  provider: string,
  { kind, attemptId, ref }: ProviderPayoutLine,
): Promise<Named | undefined> {
  const { paymentAttempts: attempts, refunds, disputes } = tables;
  if (kind === 'payment') {
    if (attemptId === null) return undefined;
    const mine = and(eq(attempts.id, attemptId), eq(attempts.provider, provider));
    const named = { cause: attempts.id, chargeId: attempts.chargeId };
    return (await db.select(named).from(attempts).where(mine))[0];
  }
  if (ref === null) return undefined;
  const table = kind.startsWith('refund') ? refunds : disputes;
  const named = { cause: table.id, chargeId: table.chargeId };
  const mine = and(eq(table.provider, provider), eq(table.providerRef, ref));
  return (await db.select(named).from(table).where(mine))[0];
}

async function movementOf(
  { db, tables }: Connection,
  kind: LineKind,
  { cause, chargeId }: Named,
): Promise<OwnMovement> {
  const { ledgerEntries: entries, payoutLines: lines, payouts } = tables;
  const booked = BOOKED_AS[kind];
  const here = and(
    eq(entries.chargeId, chargeId),
    eq(entries.cause, cause),
    eq(entries.kind, booked ?? ''),
  );
  const [ours] = await db
    .select({ yen: sql<number>`coalesce(sum(${entries.yen}), 0)`.mapWith(Number) })
    .from(entries)
    .where(here);
  const [theirs] = await db
    .select({ yen: sql<number>`coalesce(sum(${lines.grossYen}), 0)`.mapWith(Number) })
    .from(lines)
    .innerJoin(payouts, eq(payouts.id, lines.payoutId))
    .where(and(eq(lines.cause, cause), eq(lines.kind, kind), inArray(payouts.state, COUNTED)));
  const yen = await amountOf(tables, db, kind, cause);
  return { cause, chargeId, yen, bookedYen: ours?.yen ?? 0, paidOutYen: theirs?.yen ?? 0 };
}

/** What that refund or dispute is about; of a payment the books say it. */
async function amountOf(
  { refunds, disputes }: Tables,
  db: Connection['db'],
  kind: LineKind,
  cause: string,
): Promise<number | null> {
  if (kind === 'payment') return null;
  const table = kind.startsWith('refund') ? refunds : disputes;
  const [row] = await db.select({ yen: table.yen }).from(table).where(eq(table.id, cause));
  return row?.yen ?? null;
}

/** What came back or was called off has paid nothing out. */
export const COUNTED = ['pending', 'in_transit', 'paid'];

/** Compares a kept line with the books as they are now. */
export async function matchKept(
  connection: Connection,
  row: Tables['payoutLines']['$inferSelect'],
): Promise<void> {
  const { db, tables } = connection;
  const { payoutLines: lines } = tables;
  const { cause, chargeId } = row;
  const line = {
    ...row,
    kind: row.kind as LineKind,
    at: new Date(row.at),
    attemptId: null,
    ref: null,
  };
  const named = cause !== null && chargeId !== null ? { cause, chargeId } : undefined;
  const own = named && (await movementOf(connection, line.kind, named));
  const finding = matchLine(line, own);
  if (finding === row.finding) return;
  await db
    .update(lines)
    .set({ finding })
    .where(and(eq(lines.payoutId, row.payoutId), eq(lines.id, row.id)));
}
