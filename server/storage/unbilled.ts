import { and, asc, eq, gt, gte, inArray, isNull, lt, notExists, or, sql } from 'drizzle-orm';
import type { ApplicationStatus } from '../domain/applications/application.ts';
import type { ChargeStore } from '../domain/payments/charge-store.ts';
import { addMonths } from '../lib/jst-date.ts';
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

/** Granted: used from month to month, until it is completed. */
const USED: readonly ApplicationStatus[] = ['granted', 'completed'];

/** What ended longer ago has its last bill. */
const LATEST_MONTHS = 13;

/** Ids of applications whose month is over and that were not billed yet. */
export async function findUnbilled(
  { db, tables }: Connection,
  { procedureIds, eachMonth, before, after, limit }: Parameters<ChargeStore['unbilled']>[0],
): Promise<readonly string[]> {
  const { applications, applicationEvents, bookings } = tables;
  const sentBefore = new Date(`${before}T00:00:00+09:00`).getTime();
  const billed = db
    .select({ one: sql`1` })
    .from(applicationEvents)
    .where(
      and(
        eq(applicationEvents.applicationId, applications.id),
        eq(applicationEvents.type, 'bill_made'),
        eachMonth ? gte(applicationEvents.at, sentBefore) : undefined,
      ),
    );
  const isOver = or(
    and(eq(bookings.state, 'confirmed'), lt(bookings.day, before)),
    and(isNull(bookings.id), lt(applications.submittedAt, sentBefore)),
  );
  const lately = new Date(`${addMonths(before, -LATEST_MONTHS)}T00:00:00+09:00`).getTime();
  const isUsed = or(eq(applications.status, 'granted'), gte(applications.closedAt, lately));
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .leftJoin(bookings, eq(bookings.applicationId, applications.id))
    .where(
      and(
        inArray(applications.procedureId, [...procedureIds]),
        inArray(applications.status, eachMonth ? [...USED] : [...BILLED]),
        gt(applications.id, after),
        eachMonth ? isUsed : isOver,
        notExists(billed),
      ),
    )
    .orderBy(asc(applications.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
