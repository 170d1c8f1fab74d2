import { and, eq, sql } from 'drizzle-orm';
import type { NewBooking } from '../domain/applications/application.ts';
import { type Connection, statement } from './connection.ts';
import { isUniqueViolation } from './storage-failure.ts';

/** A seat that was wanted is gone. Thrown inside a write, so that nothing of it stays. */
export class SlotTaken extends Error {
  override readonly name = 'SlotTaken';
}

type ClaimedSeats = Pick<NewBooking, 'id' | 'day' | 'claims'>;

const seatsTaken = statement('slot_seats', (db, { slotClaims }) =>
  db
    .select({ seat: slotClaims.seat })
    .from(slotClaims)
    .where(
      and(
        eq(slotClaims.atom, sql.placeholder('atom')),
        eq(slotClaims.day, sql.placeholder('day')),
        eq(slotClaims.slot, sql.placeholder('slot')),
      ),
    )
    .orderBy(slotClaims.seat),
);

/** Is a seat left for every claim? Good only inside the write that asks. */
export async function hasFreeSeats(
  connection: Connection,
  { day, claims }: Pick<ClaimedSeats, 'day' | 'claims'>,
): Promise<boolean> {
  for (const { atom, slot, capacity } of claims) {
    if ((await seatsTaken(connection, { atom, day, slot })).length >= capacity) return false;
  }
  return true;
}

const takeSeat = statement('slot_take', (db, { slotClaims }) =>
  db.insert(slotClaims).values({
    atom: sql.placeholder('atom'),
    day: sql.placeholder('day'),
    slot: sql.placeholder('slot'),
    seat: sql.placeholder('seat'),
    bookingId: sql.placeholder('bookingId'),
  }),
);

/**
 * Takes the lowest free seat of every claim, or throws `SlotTaken`. The look before the insert only
 * finds the seat's number; that no seat is sold twice is the primary key's doing.
 */
export async function claimSeats(connection: Connection, booking: ClaimedSeats): Promise<void> {
  const { id: bookingId, day } = booking;
  for (const { atom, slot, capacity } of booking.claims) {
    const rows = await seatsTaken(connection, { atom, day, slot });
    const gap = rows.findIndex(({ seat }, index) => seat !== index);
    const seat = gap === -1 ? rows.length : gap;
    if (seat >= capacity) throw new SlotTaken();
    try {
      await takeSeat(connection, { atom, day, slot, seat, bookingId });
    } catch (error) {
      if (isUniqueViolation(error, /slot_claims/)) throw new SlotTaken('raced', { cause: error });
      throw error;
    }
  }
}

const freeSeat = statement('slot_free', (db, { slotClaims }) =>
  db
    .delete(slotClaims)
    .where(
      and(
        eq(slotClaims.atom, sql.placeholder('atom')),
        eq(slotClaims.day, sql.placeholder('day')),
        eq(slotClaims.slot, sql.placeholder('slot')),
        eq(slotClaims.bookingId, sql.placeholder('bookingId')),
      ),
    ),
);

/** Freeing twice frees once: the rows know whose they are. */
export async function freeSeats(connection: Connection, booking: ClaimedSeats): Promise<void> {
  const { id: bookingId, day } = booking;
  for (const { atom, slot } of booking.claims) {
    await freeSeat(connection, { atom, day, slot, bookingId });
  }
}
