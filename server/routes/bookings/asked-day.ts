import { dayAvailability, isBookable } from '../../domain/bookings/availability.ts';
import { isMonth } from '../../domain/bookings/months.ts';
import type { Resource } from '../../domain/bookings/resources.ts';
import { addDays, isDay } from '../../lib/jst-date.ts';

export type CalendarQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface AskedDay {
  /** YYYY-MM */
  readonly month: string;
  /** A day of that month, if one is chosen. */
  readonly day: string | undefined;
}

const LOOK_AHEAD_DAYS = 62;

/** `?month=…&day=…` as far as it makes sense; without a month, the first one that can be booked. */
export function askedDay(resource: Resource, query: CalendarQuery, today: string): AskedDay {
  const day = first(query['day']);
  const month = first(query['month']);
  if (isDay(day) && (!isMonth(month) || day.startsWith(`${month}-`))) {
    return { month: day.slice(0, 7), day };
  }
  return { month: isMonth(month) ? month : firstMonth(resource, today), day: undefined };
}

function first(value: string | readonly string[] | undefined): string {
  return [value].flat()[0] ?? '';
}

/** On the last days of a month it is mostly the next one. */
function firstMonth(resource: Resource, today: string): string {
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead++) {
    const day = addDays(today, ahead);
    if (isBookable(dayAvailability(resource, day, { today, taken: [] }).state)) {
      return day.slice(0, 7);
    }
  }
  return today.slice(0, 7);
}
