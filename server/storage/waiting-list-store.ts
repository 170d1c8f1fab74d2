import { and, asc, between, count, eq, lt, or } from 'drizzle-orm';
import type { ApplicationStatus } from '../domain/applications/application.ts';
import { nextStatus } from '../domain/applications/status-table.ts';
import type { WaitingCount, WaitingListStore } from '../domain/bookings/waiting-list.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { addApplicationEvents } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import { endBooking, readBooking } from './booking-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { giveSeats, inLine } from './waiting-line.ts';

async function placeOf(connection: Connection, applicationId: string) {
  const booking = await readBooking(connection, applicationId);
  if (booking?.state !== 'waiting') return undefined;
  const { db, tables } = connection;
  const { applications, bookings } = tables;
  const [own] = await db
    .select({ at: applications.submittedAt })
    .from(applications)
    .where(eq(applications.id, applicationId));
  const at = own?.at ?? 0;
  const sooner = lt(applications.submittedAt, at);
  const sameTime = and(eq(applications.submittedAt, at), lt(applications.id, applicationId));
  const [before] = await db
    .select({ waiting: count() })
    .from(bookings)
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .where(and(inLine(connection, booking), or(sooner, sameTime)));
  return (before?.waiting ?? 0) + 1;
}

/** A line is for one slot. */
const slotOf = (slots: string) => (JSON.parse(slots) as string[])[0] ?? '';

async function lapseOne(connection: Connection, ring: KeyRing, id: string, now: Date) {
  const { db, tables } = connection;
  const { applications } = tables;
  const [row] = await db
    .select({ status: applications.status })
    .from(applications)
    .where(eq(applications.id, id));
  const booking = await readBooking(connection, id);
  if (row === undefined || booking === undefined) return;
  const status = nextStatus(row.status as ApplicationStatus, 'hold_expired');
  await endBooking(connection, booking, 'lapsed');
  const change = { status, closedAt: now.getTime() };
  await db.update(applications).set(change).where(eq(applications.id, id));
  const by = { at: now, actor: 'system' as const };
  await addApplicationEvents(connection, id, [
    { ...by, type: 'hold_expired', detail: { waiting: true } },
  ]);
  const detail = { from: row.status, to: status };
  await appendAudit(connection, ring, {
    ...by,
    action: 'application.hold_expired',
    subject: id,
    detail,
  });
}

export function createWaitingListStore(driver: Driver, ring: KeyRing): WaitingListStore {
  return {
    place: (applicationId) => driver.read((connection) => placeOf(connection, applicationId)),
    counts: (resource, from, to) =>
      driver.read(async ({ db, tables: { bookings } }): Promise<WaitingCount[]> => {
        const { day, slots, state } = bookings;
        const rows = await db
          .select({ day, slots, waiting: count() })
          .from(bookings)
          .where(and(eq(state, 'waiting'), eq(bookings.resource, resource), between(day, from, to)))
          .groupBy(day, slots);
        return rows.map(({ day, slots, waiting }) => ({
          resource,
          day,
          slot: slotOf(slots),
          waiting,
        }));
      }),
    lines: () =>
      driver.read(async ({ db, tables: { bookings } }) => {
        const { resource, day, slots, state } = bookings;
        const rows = await db
          .selectDistinct({ resource, day, slots })
          .from(bookings)
          .where(eq(state, 'waiting'))
          .orderBy(asc(day), asc(resource), asc(slots));
        return rows.map(({ resource, day, slots }) => ({ resource, day, slot: slotOf(slots) }));
      }),
    versions: (line) =>
      driver.read(async (connection) => {
        const { db, tables } = connection;
        const { applications, bookings } = tables;
        const { procedureId, version } = applications;
        return db
          .selectDistinct({ procedureId, version })
          .from(bookings)
          .innerJoin(applications, eq(applications.id, bookings.applicationId))
          .where(inLine(connection, { ...line, slots: [line.slot] }));
      }),
    giveSeats: ({ line, now, seats }) =>
      driver.write((connection) => giveSeats(connection, ring, line, { now, seats })),
    lapse: ({ today, now }) =>
      driver.write(async (connection) => {
        const { db, tables } = connection;
        const { applicationId, state, day } = tables.bookings;
        const rows = await db
          .select({ id: applicationId })
          .from(tables.bookings)
          .where(and(eq(state, 'waiting'), lt(day, today)));
        for (const { id } of rows) await lapseOne(connection, ring, id, now);
        return rows.length;
      }),
  };
}
