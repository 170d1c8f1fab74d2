import { and, asc, count, eq } from 'drizzle-orm';
import type { Application, NewBooking } from '../domain/applications/application.ts';
import { nextStatus } from '../domain/applications/status-table.ts';
import type { SeatGiving, WaitingLine } from '../domain/bookings/waiting-list.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { addApplicationEvents, readApplication } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import { readBooking, seatBooking } from './booking-rows.ts';
import type { Connection } from './connection.ts';
import { addMails } from './outbox-store.ts';
import { hasFreeSeats } from './slot-claims.ts';

type Place = Pick<NewBooking, 'resource' | 'day' | 'slots'>;

/** Waiting bookings of exactly these slots; a line is always for one. */
export function inLine({ tables: { bookings } }: Connection, { resource, day, slots }: Place) {
  return and(
    eq(bookings.state, 'waiting'),
    eq(bookings.resource, resource),
    eq(bookings.day, day),
    eq(bookings.slots, JSON.stringify(slots)),
  );
}

/** Inside the caller's write. */
export async function lineLength(connection: Connection, place: Place): Promise<number> {
  const { db, tables } = connection;
  const rows = await db
    .select({ waiting: count() })
    .from(tables.bookings)
    .where(inLine(connection, place));
  return rows[0]?.waiting ?? 0;
}

/** No seat is left, or somebody was there before: asked under the write lock, where it decides. */
export async function mustWait(connection: Connection, booking: NewBooking): Promise<boolean> {
  for (const slot of booking.slots) {
    if ((await lineLength(connection, { ...booking, slots: [slot] })) > 0) return true;
  }
  return !(await hasFreeSeats(connection, booking));
}

/** Who is next: by the time of applying, then by id. */
async function firstInLine(connection: Connection, place: Place): Promise<string | undefined> {
  const { db, tables } = connection;
  const { applications, bookings } = tables;
  const rows = await db
    .select({ id: applications.id })
    .from(bookings)
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .where(inLine(connection, place))
    .orderBy(asc(applications.submittedAt), asc(applications.id))
    .limit(1);
  return rows[0]?.id;
}

interface Giving {
  readonly now: Date;
  readonly seats: SeatGiving;
}

/** Gives free seats of a line to those who wait, in order, inside the caller's write. @returns how many */
export async function giveSeats(
  connection: Connection,
  ring: KeyRing,
  line: WaitingLine,
  giving: Giving,
): Promise<number> {
  const capacity = giving.seats.capacityOf(line.resource, line.day);
  // Nobody is called to a day that is over.
  if (capacity === undefined || line.day < todayInTokyo(giving.now)) return 0;
  const place = { ...line, slots: [line.slot] };
  for (let given = 0; ; given += 1) {
    const id = await firstInLine(connection, place);
    const booking = id === undefined ? undefined : await readBooking(connection, id);
    if (booking === undefined) return given;
    const claims = booking.claims.map((claim) => ({ ...claim, capacity }));
    if (!(await hasFreeSeats(connection, { day: line.day, claims }))) return given;
    await seatBooking(connection, booking, claims);
    await receive(connection, ring, booking.applicationId, giving);
  }
}

/** The application that waited is received with its seat; that is the moment that counts. */
async function receive(
  connection: Connection,
  ring: KeyRing,
  id: string,
  { now, seats }: Giving,
): Promise<void> {
  const { db, tables } = connection;
  const application = (await readApplication(connection, ring, id)) as Application;
  const booking = (await readBooking(connection, id)) as Place;
  const status = nextStatus(application.status, 'seat_given');
  await db
    .update(tables.applications)
    .set({ status, receivedAt: now.getTime() })
    .where(eq(tables.applications.id, id));
  const event = { type: 'seat_given' as const, at: now, actor: 'system' as const, detail: {} };
  await addApplicationEvents(connection, id, [event]);
  const received = { ...application, status, receivedAt: now };
  await addMails(connection, ring, seats.mails(received, booking, now));
  await appendAudit(connection, ring, {
    at: now,
    actor: 'system',
    action: 'application.seat_given',
    subject: id,
    detail: { from: application.status, to: status },
  });
}

/** After a booking has ended: its seats go to whoever waits for them. */
export async function giveSeatsBack(
  connection: Connection,
  ring: KeyRing,
  { resource, day, slots }: Place,
  giving: Giving,
): Promise<void> {
  for (const slot of slots) await giveSeats(connection, ring, { resource, day, slot }, giving);
}
