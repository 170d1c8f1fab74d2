import type { TakenSeats } from './booking-store.ts';
import { windowCloses, windowOpens } from './booking-window.ts';
import { daysOfMonth } from './months.ts';
import { closingOn } from './opening.ts';
import type { DayAvailability, DayState, Resource, SlotAvailability } from './resources.ts';
import { rulesOn } from './rules-on.ts';
import type { WaitingCount } from './waiting-list.ts';

/** `today` is the JST date; `taken` may hold seats of other atoms and days, which do not count. */
export interface AvailabilityContext {
  readonly today: string;
  readonly taken: readonly TakenSeats[];
  /** Who waits for slots of the resource; without it nobody does. */
  readonly waiting?: readonly WaitingCount[];
}

/** Up to a fifth of the seats left is "few". */
const FEW = 0.2;

type SeatsTaken = (atom: string, day: string, slot: string) => number;

/** Every day of a month ("2026-11"). */
export function monthAvailability(
  resource: Resource,
  month: string,
  context: AvailabilityContext,
): readonly DayAvailability[] {
  const taken = seatsTaken(resource, context.taken);
  return daysOfMonth(month).map((day) => availabilityOn(resource, day, context, taken));
}

export function dayAvailability(
  resource: Resource,
  day: string,
  context: AvailabilityContext,
): DayAvailability {
  return availabilityOn(resource, day, context, seatsTaken(resource, context.taken));
}

/** Can it be booked, looking at the day and the free seats together? */
export function isBookable(state: DayState): boolean {
  return state === 'open' || state === 'few';
}

function availabilityOn(
  resource: Resource,
  day: string,
  { today, waiting = [] }: AvailabilityContext,
  taken: SeatsTaken,
): DayAvailability {
  if (day < today) return { day, state: 'past', slots: [] };
  const rules = rulesOn(resource, day);
  const closing = closingOn(rules.opening, day);
  if (closing) return { day, state: 'closed', ...closing, slots: [] };
  if (today < windowOpens(rules.window, day)) return { day, state: 'too_early', slots: [] };
  if (today > windowCloses(rules.window, day)) return { day, state: 'too_late', slots: [] };
  const slots = rules.slots.map(({ id }): SlotAvailability => {
    const left = seatsLeft(resource, rules.capacity, (atom) => taken(atom, day, id));
    const line = waiting.find((row) => row.day === day && row.slot === id)?.waiting ?? 0;
    return { slot: id, left, ...(left === 0 && hasPlace(resource, line) && { waitable: true }) };
  });
  return { day, state: fullness(rules.capacity, slots), slots };
}

/** The fullest atom decides: the whole arena is taken as soon as one half is. */
function seatsLeft({ atoms }: Resource, capacity: number, taken: (atom: string) => number): number {
  const left = atoms.map((atom) => capacity - taken(atom));
  return Math.max(0, Math.min(...left));
}

/** Can one more wait behind so many? */
function hasPlace({ waitingList }: Resource, waiting: number): boolean {
  return waitingList !== undefined && waiting < (waitingList.max ?? Number.POSITIVE_INFINITY);
}

function fullness(capacity: number, slots: readonly SlotAvailability[]): DayState {
  const left = slots.reduce((sum, slot) => sum + slot.left, 0);
  if (left === 0) return 'full';
  const some = slots.some((slot) => slot.left === 0);
  return some || left <= capacity * slots.length * FEW ? 'few' : 'open';
}

function seatsTaken(resource: Resource, taken: readonly TakenSeats[]): SeatsTaken {
  const seats = new Map<string, number>();
  for (const row of taken) {
    if (!resource.atoms.includes(row.atom)) continue;
    const key = `${row.atom}/${row.day}/${row.slot}`;
    seats.set(key, (seats.get(key) ?? 0) + row.taken);
  }
  return (atom, day, slot) => seats.get(`${atom}/${day}/${slot}`) ?? 0;
}
