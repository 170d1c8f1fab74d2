import { isOpenDay } from '../../lib/japanese-calendar.ts';
import { addDays, addMonths } from '../../lib/jst-date.ts';
import type { BookingWindow } from './resources.ts';

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
    if (isOpenDay(last)) left -= 1;
  }
  return last;
}

/** Last month (YYYY-MM) of which some day can be booked today. */
export function lastMonth(window: BookingWindow, today: string): string {
  return addMonths(today, window.opens.monthsBefore).slice(0, 7);
}
