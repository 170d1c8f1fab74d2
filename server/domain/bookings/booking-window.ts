import { isOpenDay } from '../../lib/japanese-calendar.ts';
import { addDays, addMonths } from '../../lib/jst-date.ts';
import type { BookingWindow, Resource } from './resources.ts';
import { townHolidayOn } from './town-holidays.ts';

/** First JST day on which `day` can be booked. */
export function windowOpens(window: BookingWindow, day: string): string {
  const opens = addMonths(day, -window.opens.monthsBefore);
  return window.opens.firstOfMonth ? `${opens.slice(0, 7)}-01` : opens;
}

/**
 * Last JST day on which `day` can be booked. Open days are counted back from the day of use, which
 * does not count itself: three of them before a Monday are Friday, Thursday, Wednesday (鴨川市).
 */
export function windowCloses(window: BookingWindow, day: string): string {
  if ('daysBefore' in window.closes) return addDays(day, -window.closes.daysBefore);
  let last = day;
  for (let left = window.closes.openDaysBefore; left > 0; ) {
    last = addDays(last, -1);
    if (isOpenDay(last) && !townHolidayOn(window.closes.townHolidays, last)) left -= 1;
  }
  return last;
}

/** Last month (YYYY-MM) of which some day can be booked today, by the rules of its own days. */
export function lastMonth({ versions }: Resource, today: string): string {
  return versions.reduce(
    (last, { from, window }, index) => {
      const next = versions[index + 1]?.from;
      const opens = addMonths(today, window.opens.monthsBefore).slice(0, 7);
      const until = next === undefined ? opens : earlier(opens, addDays(next, -1).slice(0, 7));
      return until > last && until >= from.slice(0, 7) ? until : last;
    },
    today.slice(0, 7),
  );
}

const earlier = (one: string, other: string) => (one < other ? one : other);
