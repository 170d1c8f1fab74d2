import { createHash } from 'node:crypto';
import { dayAvailability, isBookable } from '../domain/bookings/availability.ts';
import type { TakenSeats } from '../domain/bookings/booking-store.ts';
import { claimsFor } from '../domain/bookings/claims.ts';
import type { Resource, Resources } from '../domain/bookings/resources.ts';
import { rulesOn } from '../domain/bookings/rules-on.ts';
import type { Answers } from '../domain/fields/answers.ts';
import { isWeekendOrHoliday } from '../lib/japanese-calendar.ts';
import { addDays } from '../lib/jst-date.ts';

const WEEKS = 6;

/**
 * Made-up bookings of the coming six weeks, the same for the same day and resources: weekends are
 * sought after, some days are full, most weekdays are quiet. None overlaps another.
 * @param today JST date on which they are sent
 * @returns answers of facility-booking, as far as they matter to a booking
 */
export function sampleBookings(
  resources: Resources,
  today: string,
): readonly { readonly answers: Answers }[] {
  const taken: TakenSeats[] = [];
  const bookings: { answers: Answers }[] = [];
  for (let ahead = 1; ahead <= WEEKS * 7; ahead++) {
    const day = addDays(today, ahead);
    for (const resource of resources.inGroup('facilities')) {
      const free = freeSlots(resource, day, today, taken);
      const slots = wantedSlots(resource, day).filter((slot) => free.includes(slot));
      if (slots.length === 0) continue;
      for (const { atom, slot } of claimsFor(resource, day, slots)) {
        taken.push({ atom, day, slot, taken: 1 });
      }
      bookings.push({
        answers: { facility: resource.id, slot: { resource: resource.id, day, slots } },
      });
    }
  }
  return bookings;
}

function freeSlots(
  resource: Resource,
  day: string,
  today: string,
  taken: readonly TakenSeats[],
): readonly string[] {
  const { state, slots } = dayAvailability(resource, day, { today, taken });
  return isBookable(state) ? slots.filter(({ left }) => left > 0).map(({ slot }) => slot) : [];
}

/** Chance by a hash instead of a generator, so that one day's wishes don't depend on another's. */
function wantedSlots(resource: Resource, day: string): readonly string[] {
  const hash = createHash('sha256').update(`${resource.id} ${day}`).digest();
  const chance = hash.readUInt16BE(0) / 0x1_0000;
  const ids = rulesOn(resource, day).slots.map(({ id }) => id);
  const first = hash.readUInt8(2) % ids.length;
  const busy = isWeekendOrHoliday(day) ? 2 : 1;
  if (chance < 0.1 * busy) return ids;
  if (chance < 0.18 * busy) return ids.filter((_, index) => index !== first);
  return chance < 0.4 * busy ? [ids[first] as string] : [];
}
