import { and, between, count, eq, gte, inArray } from 'drizzle-orm';
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
    upcoming: (from) =>
      driver.read(async ({ db, tables: { applications, bookings } }) => {
        const { applicationId, resource, day, slots, state } = bookings;
        const rows = await db
          .select({ applicationId, number: applications.number, resource, day, slots })
          .from(bookings)
          .innerJoin(applications, eq(applications.id, bookings.applicationId))
          .where(and(gte(day, from), inArray(state, ['held', 'confirmed'])))
          .orderBy(day, applications.number);
        return rows.map((row) => ({ ...row, slots: JSON.parse(row.slots) }));
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
