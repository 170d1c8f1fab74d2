import { addDays } from '../../lib/jst-date.ts';
import { dayAvailability } from './availability.ts';
import type { BookedSlots, TakenSeats } from './booking-store.ts';
import { closingOn } from './opening.ts';
import type { LocalText, Resource, Resources } from './resources.ts';
import { rulesOn } from './rules-on.ts';
import { type StrandedBooking, strandedBookings } from './stranded-bookings.ts';

interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** What a change of the rules does to a place in the days that come. */
export interface CalendarChange {
  readonly resource: string;
  readonly name: LocalText;
  /** Days on which it is open. */
  readonly days: BeforeAfter;
  /** Seats that residents can book as of today. */
  readonly seats: BeforeAfter;
  /** JST dates that open or close. */
  readonly opens: readonly string[];
  readonly closes: readonly string[];
  /** JST dates with other divisions. */
  readonly otherTimes: readonly string[];
}

interface Scene {
  /** JST date. */
  readonly today: string;
  /** How many days are looked at, today among them. */
  readonly count: number;
  readonly taken: readonly TakenSeats[];
}

const isOpen = (resource: Resource | undefined, day: string) =>
  resource !== undefined && closingOn(rulesOn(resource, day).opening, day) === undefined;

const timesOf = (resource: Resource | undefined, day: string) =>
  resource === undefined
    ? ''
    : rulesOn(resource, day)
        .slots.map(({ id, from, to }) => `${id} ${from}-${to}`)
        .join();

function freeSeats(resource: Resource | undefined, day: string, scene: Scene): number {
  if (resource === undefined) return 0;
  // A day that can't be booked has no slots.
  return dayAvailability(resource, day, scene).slots.reduce((sum, { left }) => sum + left, 0);
}

/** Places of which anything is different in the next days; those that stay the same are left out. */
export function calendarChanges(
  before: Resources,
  after: Resources,
  scene: Scene,
): readonly CalendarChange[] {
  const days = Array.from({ length: scene.count }, (_, index) => addDays(scene.today, index));
  const ids = new Set([...before.all(), ...after.all()].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const [old, fresh] = [before.find(id), after.find(id)];
    const opens = days.filter((day) => !isOpen(old, day) && isOpen(fresh, day));
    const closes = days.filter((day) => isOpen(old, day) && !isOpen(fresh, day));
    const otherTimes = days.filter(
      (day) => isOpen(old, day) && isOpen(fresh, day) && timesOf(old, day) !== timesOf(fresh, day),
    );
    const seats = (one: Resource | undefined) =>
      days.reduce((sum, day) => sum + freeSeats(one, day, scene), 0);
    const [free, left] = [seats(old), seats(fresh)];
    if (opens.length + closes.length + otherTimes.length === 0 && free === left) return [];
    const openDays = (one: Resource | undefined) => days.filter((day) => isOpen(one, day)).length;
    return [
      {
        resource: id,
        name: (fresh ?? old)?.name ?? {},
        days: { before: openDays(old), after: openDays(fresh) },
        seats: { before: free, after: left },
        opens,
        closes,
        otherTimes,
      },
    ];
  });
}

/** Bookings that were right until now and that the new rules would refuse; they stay, and somebody telephones. */
export function newlyStranded(
  before: Resources,
  after: Resources,
  upcoming: readonly BookedSlots[],
): readonly StrandedBooking[] {
  const known = new Set(
    strandedBookings(before, upcoming).map(({ applicationId }) => applicationId),
  );
  return strandedBookings(after, upcoming).filter(({ applicationId }) => !known.has(applicationId));
}
