import type { AvailabilityContext } from '../../domain/bookings/availability.ts';
import type { TakenSeats } from '../../domain/bookings/booking-store.ts';
import type { SlotAnswer } from '../../domain/bookings/check-slot-answer.ts';
import { claimsFor } from '../../domain/bookings/claims.ts';
import type { Resource } from '../../domain/bookings/resources.ts';
import type { Services } from '../../services.ts';

/** Seats taken on a day by anybody else, and who waits for one, as they are now. @param day JST date */
export async function daySeats(
  services: Services,
  resource: Resource,
  day: string,
  booked?: SlotAnswer,
): Promise<Omit<AvailabilityContext, 'today'>> {
  const { stores } = services;
  const taken = await seatsTaken(services, resource, { from: day, to: day }, booked);
  return resource.waitingList
    ? { taken, waiting: await stores.waitingList.counts(resource.id, day, day) }
    : { taken };
}

/** Seats taken in a span of JST days; without those that `booked` holds, which moves. */
export async function seatsTaken(
  { stores, resources }: Services,
  { atoms }: Resource,
  { from, to }: { readonly from: string; readonly to: string },
  booked?: SlotAnswer,
): Promise<readonly TakenSeats[]> {
  const taken = await stores.bookings.taken(atoms, from, to);
  const own = booked && resources.find(booked.resource);
  if (!booked || !own) return taken;
  const claims = claimsFor(own, booked.day, booked.slots);
  return taken.map((row) => {
    const isOwn =
      row.day === booked.day &&
      claims.some(({ atom, slot }) => atom === row.atom && slot === row.slot);
    return isOwn ? { ...row, taken: row.taken - 1 } : row;
  });
}
