import { and, between, count, inArray } from 'drizzle-orm';
import type { BookingStore } from '../domain/bookings/booking-store.ts';
import { readBooking } from './booking-rows.ts';
import type { Driver } from './connection.ts';

export function createBookingStore(driver: Driver): BookingStore {
  return {
    findByApplication: (applicationId) =>
      driver.read(async (connection) => {
        const booking = await readBooking(connection, applicationId);
        if (booking === undefined) return undefined;
        const { claims: _, ...seen } = booking;
        return seen;
      }),
    taken: (atoms, from, to) =>
      driver.read(async ({ db, tables: { slotClaims } }) => {
        if (atoms.length === 0) return [];
        const { atom, day, slot } = slotClaims;
        return db
          .select({ atom, day, slot, taken: count() })
          .from(slotClaims)
          .where(and(inArray(atom, [...atoms]), between(day, from, to)))
          .groupBy(atom, day, slot)
          .orderBy(day, slot, atom);
      }),
  };
}
