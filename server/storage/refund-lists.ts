import { and, asc, count, desc, eq, gt, gte, inArray, lte, notInArray, or, sum } from 'drizzle-orm';
import { DUE_EVENTS } from '../domain/refunds/make-due-refunds.ts';
import type { Refund } from '../domain/refunds/refund.ts';
import type { RefundQuery, UncoveredDue } from '../domain/refunds/refund-store.ts';
import type { Connection } from './connection.ts';
import { toRefund } from './refund-rows.ts';
import { toDate } from './row-values.ts';

export async function listRefunds(
  { db, tables: { refunds } }: Connection,
  { states, touchedBefore, createdSince, limit, newestFirst = false }: RefundQuery,
): Promise<Refund[]> {
  const inOrder = newestFirst ? desc : asc;
  const rows = await db
    .select()
    .from(refunds)
    .where(
      and(
        inArray(refunds.state, [...states]),
        touchedBefore && lte(refunds.touchedAt, touchedBefore.getTime()),
        createdSince && gte(refunds.createdAt, createdSince.getTime()),
      ),
    )
    .orderBy(inOrder(refunds.createdAt), inOrder(refunds.id))
    .limit(limit);
  return rows.map(toRefund);
}

/** Where more fell due than refunds were made of it: what is due is counted, what was made of it too. */
export async function chargesWithNewDues(
  { db, tables }: Connection,
  since: Date | null,
  limit: number,
): Promise<string[]> {
  const { charges, chargeEvents, refunds, refundEvents } = tables;
  const touched = and(
    gt(charges.refundYen, 0),
    since === null ? undefined : gte(charges.touchedAt, since.getTime()),
  );
  const watched = db
    .select({ id: charges.id })
    .from(charges)
    .where(
      or(
        eq(charges.state, 'refund_due'),
        and(inArray(charges.state, ['paid', 'refunded']), touched),
      ),
    );
  const dues = await db
    .select({ id: chargeEvents.chargeId, n: count() })
    .from(chargeEvents)
    .where(
      and(inArray(chargeEvents.type, [...DUE_EVENTS]), inArray(chargeEvents.chargeId, watched)),
    )
    .groupBy(chargeEvents.chargeId);
  if (dues.length === 0) return [];
  const made = await db
    .select({ id: refunds.chargeId, n: count() })
    .from(refundEvents)
    .innerJoin(refunds, eq(refunds.id, refundEvents.refundId))
    .where(and(eq(refundEvents.type, 'due'), inArray(refunds.chargeId, watched)))
    .groupBy(refunds.chargeId);
  const followed = new Map(made.map(({ id, n }) => [id, n]));
  return dues
    .filter(({ id, n }) => n > (followed.get(id) ?? 0))
    .slice(0, limit)
    .map(({ id }) => id);
}

/** What is due beside what has been given back or is under way. */
export async function uncoveredDues(
  { db, tables: { charges, refunds } }: Connection,
  limit: number,
): Promise<UncoveredDue[]> {
  const broken = db
    .select({ id: refunds.chargeId })
    .from(refunds)
    .where(inArray(refunds.state, ['failed', 'cancelled']));
  const owing = await db
    .select({ id: charges.id, due: charges.refundYen, at: charges.touchedAt })
    .from(charges)
    .where(
      and(
        gt(charges.refundYen, 0),
        or(eq(charges.state, 'refund_due'), inArray(charges.id, broken)),
      ),
    )
    .orderBy(asc(charges.touchedAt));
  if (owing.length === 0) return [];
  const living = await db
    .select({ id: refunds.chargeId, yen: sum(refunds.yen) })
    .from(refunds)
    .where(
      and(
        notInArray(refunds.state, ['failed', 'cancelled']),
        inArray(
          refunds.chargeId,
          owing.map(({ id }) => id),
        ),
      ),
    )
    .groupBy(refunds.chargeId);
  const covered = new Map(living.map(({ id, yen }) => [id, Number(yen ?? 0)]));
  return owing
    .map(({ id, due, at }) => ({
      chargeId: id,
      yen: due - (covered.get(id) ?? 0),
      since: toDate(at),
    }))
    .filter(({ yen }) => yen > 0)
    .slice(0, limit);
}
