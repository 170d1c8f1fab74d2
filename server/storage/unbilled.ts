import { and, asc, eq, gt, inArray, isNull, lt, notExists, or, sql } from 'drizzle-orm';
import type { ApplicationStatus } from '../domain/applications/application.ts';
import type { ChargeStore } from '../domain/payments/charge-store.ts';
import type { Connection } from './connection.ts';

/** Those whose use stands; what was withdrawn, refused or lapsed is billed to nobody. */
const BILLED: readonly ApplicationStatus[] = [
  'received',
  'in_review',
  'returned',
  'approved',
  'granted',
  'completed',
];

/** Ids of applications whose month is over and that were not billed yet. */
export async function findUnbilled(
  { db, tables }: Connection,
  { procedureIds, before, after, limit }: Parameters<ChargeStore['unbilled']>[0],
): Promise<readonly string[]> {
  const { applications, applicationEvents, bookings } = tables;
  const billed = db
    .select({ one: sql`1` })
    .from(applicationEvents)
    .where(
      and(
        eq(applicationEvents.applicationId, applications.id),
        eq(applicationEvents.type, 'bill_made'),
      ),
    );
  const sentBefore = new Date(`${before}T00:00:00+09:00`).getTime();
  const isOver = or(
    and(eq(bookings.state, 'confirmed'), lt(bookings.day, before)),
    and(isNull(bookings.id), lt(applications.submittedAt, sentBefore)),
  );
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .leftJoin(bookings, eq(bookings.applicationId, applications.id))
    .where(
      and(
        inArray(applications.procedureId, [...procedureIds]),
        inArray(applications.status, [...BILLED]),
        gt(applications.id, after),
        isOver,
        notExists(billed),
      ),
    )
    .orderBy(asc(applications.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
