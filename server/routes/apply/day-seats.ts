import type { AvailabilityContext } from '../../domain/bookings/availability.ts';
import type { Resource } from '../../domain/bookings/resources.ts';
import type { Services } from '../../services.ts';

/** Seats taken on a day, and who waits for one, as they are now. @param day JST date */
export async function daySeats(
  { stores }: Services,
  { id, atoms, waitingList }: Resource,
  day: string,
): Promise<Omit<AvailabilityContext, 'today'>> {
  const taken = await stores.bookings.taken(atoms, day, day);
  return waitingList
    ? { taken, waiting: await stores.waitingList.counts(id, day, day) }
    : { taken };
}
