import { eq, sql } from 'drizzle-orm';
import type { NewBooking } from '../domain/applications/application.ts';
import type { Booking } from '../domain/bookings/booking-store.ts';
import type { MovedBooking } from '../domain/cases/case-store.ts';
import type { BookingState } from '../domain/payments/charge-store.ts';
import { type Connection, change, statement } from './connection.ts';
import { toDateOrNull, toMs } from './row-values.ts';
import type { Tables } from './schema.ts';
import { claimSeats, freeSeats } from './slot-claims.ts';

const findRow = statement('booking_of_application', (db, { bookings }) =>
  db
    .select()
    .from(bookings)
    .where(eq(bookings.applicationId, sql.placeholder('id'))),
);

export type StoredBooking = Booking & { readonly claims: NewBooking['claims'] };

export async function readBooking(
  connection: Connection,
  applicationId: string,
): Promise<StoredBooking | undefined> {
  const row = (await findRow(connection, { id: applicationId }))[0];
  return row && toBooking(row);
}

function toBooking(row: Tables['bookings']['$inferSelect']): StoredBooking {
  return {
    id: row.id,
    applicationId: row.applicationId,
    resource: row.resource,
    day: row.day,
    slots: JSON.parse(row.slots),
    claims: JSON.parse(row.claims),
    state: row.state as BookingState,
    holdUntil: toDateOrNull(row.holdUntil),
  };
}

const addRow = statement('booking_add', (db, { bookings }) =>
  db.insert(bookings).values({
    id: sql.placeholder('id'),
    applicationId: sql.placeholder('applicationId'),
    resource: sql.placeholder('resource'),
    day: sql.placeholder('day'),
    slots: sql.placeholder('slots'),
    claims: sql.placeholder('claims'),
    state: sql.placeholder('state'),
    holdUntil: sql.placeholder('holdUntil'),
  }),
);

/** Takes its seats, or none while it waits. Throws `SlotTaken`. */
export async function addBooking(
  connection: Connection,
  applicationId: string,
  booking: NewBooking,
  waits = false,
): Promise<void> {
  await addRow(connection, {
    id: booking.id,
    applicationId,
    resource: booking.resource,
    day: booking.day,
    slots: JSON.stringify(booking.slots),
    claims: JSON.stringify(booking.claims),
    state: waits ? 'waiting' : booking.holdUntil === null ? 'confirmed' : 'held',
    holdUntil: toMs(booking.holdUntil),
  });
  if (!waits) await claimSeats(connection, booking);
}

const toState = change('booking_state', (db, { bookings }) =>
  db
    .update(bookings)
    .set({ state: sql`${sql.placeholder('state')}`, holdUntil: null })
    .where(eq(bookings.id, sql.placeholder('id'))),
);

async function setState(connection: Connection, id: string, state: BookingState): Promise<void> {
  await toState(connection, { id, state });
}

/** What is booked from now on. The seats are the caller's business. */
export async function setBooked(
  { db, tables }: Connection,
  bookingId: string,
  { resource, day, slots, claims }: MovedBooking,
): Promise<void> {
  await db
    .update(tables.bookings)
    .set({ resource, day, slots: JSON.stringify(slots), claims: JSON.stringify(claims) })
    .where(eq(tables.bookings.id, bookingId));
}

/** Another day or place for what is booked: the old seats go, the new ones are taken. Throws `SlotTaken`. */
export async function moveBooking(
  connection: Connection,
  applicationId: string,
  to: MovedBooking,
): Promise<void> {
  const booking = await readBooking(connection, applicationId);
  if (booking?.state !== 'held' && booking?.state !== 'confirmed') return;
  await freeSeats(connection, booking);
  await claimSeats(connection, { ...booking, ...to });
  await setBooked(connection, booking.id, to);
}

/** Ends a living booking and gives its seats back; an ended one stays as it is. */
export async function endBooking(
  connection: Connection,
  booking: StoredBooking,
  state: 'lapsed' | 'cancelled',
): Promise<void> {
  if (booking.state === 'lapsed' || booking.state === 'cancelled') return;
  await setState(connection, booking.id, state);
  await freeSeats(connection, booking);
}

/** A waiting booking gets its seats, by the capacity of now. Throws `SlotTaken`. */
export async function seatBooking(
  connection: Connection,
  booking: StoredBooking,
  claims: NewBooking['claims'],
): Promise<void> {
  const { db, tables } = connection;
  await claimSeats(connection, { ...booking, claims });
  await db
    .update(tables.bookings)
    .set({ state: 'confirmed', claims: JSON.stringify(claims) })
    .where(eq(tables.bookings.id, booking.id));
}

export async function confirmBooking(
  connection: Connection,
  booking: StoredBooking,
): Promise<void> {
  if (booking.state === 'held') await setState(connection, booking.id, 'confirmed');
}

/** A lapsed booking takes its seats again. Throws `SlotTaken`. */
export async function reclaimBooking(
  connection: Connection,
  booking: StoredBooking,
): Promise<void> {
  if (booking.state !== 'lapsed') return confirmBooking(connection, booking);
  await claimSeats(connection, booking);
  await setState(connection, booking.id, 'confirmed');
}

export async function moveHold(
  { db, tables: { bookings } }: Connection,
  booking: StoredBooking,
  until: Date,
): Promise<void> {
  if (booking.state !== 'held') return;
  const holdUntil = until.getTime();
  await db.update(bookings).set({ holdUntil }).where(eq(bookings.id, booking.id));
}
