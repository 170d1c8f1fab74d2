import type { BookedSlots } from './booking-store.ts';
import { closingOn } from './opening.ts';
import type { Resources } from './resources.ts';
import { rulesOn } from './rules-on.ts';

/** Why a booking no longer agrees with the rules of its day. */
type StrandedReason = 'resource_gone' | 'closed' | 'slot_gone' | 'too_many' | 'area_changed';

export interface StrandedBooking extends BookedSlots {
  readonly reason: StrandedReason;
}

/**
 * Bookings that were right when they were made and that the rules of their day, changed since,
 * would refuse. They stay; whoever made them has to be telephoned.
 * @param bookings all that hold seats from some JST day on
 */
export function strandedBookings(
  resources: Resources,
  bookings: readonly BookedSlots[],
): readonly StrandedBooking[] {
  const seats = new Map<string, number>();
  const found: StrandedBooking[] = [];
  for (const booking of bookings) {
    const reason = reasonOf(resources, booking, seats);
    if (reason) found.push({ ...booking, reason });
  }
  return found;
}

/** `seats` counts what earlier bookings hold: of too many, the last ones are named. */
function reasonOf(
  resources: Resources,
  { resource: id, day, slots }: BookedSlots,
  seats: Map<string, number>,
): StrandedReason | undefined {
  const resource = resources.find(id);
  if (!resource) return 'resource_gone';
  const rules = rulesOn(resource, day);
  if (closingOn(rules.opening, day)) return 'closed';
  if (slots.some((slot) => !rules.slots.some((known) => known.id === slot))) return 'slot_gone';
  let tooMany = false;
  for (const slot of slots) {
    for (const atom of resource.atoms) {
      const key = `${atom}/${day}/${slot}`;
      const taken = (seats.get(key) ?? 0) + 1;
      seats.set(key, taken);
      if (taken > rules.capacity) tooMany = true;
    }
  }
  return tooMany ? 'too_many' : undefined;
}
