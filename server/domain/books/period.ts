import { addDays, addMonths } from '../../lib/jst-date.ts';
import { booksCloseOn } from './accounting-year.ts';

/**
 * What is closed: a month `2026-11` by the day of entry, or a fiscal year `FY2026` by the year that
 * money belongs to. A year's entries are entered until its books close on 31 May.
 */
export type Period = string;

export function isPeriod(text: string): boolean {
  return /^(FY20\d\d|20\d\d-(0[1-9]|1[0-2]))$/.test(text);
}

export const isYear = (period: Period): boolean => period.startsWith('FY');

export const monthOf = (day: string): Period => day.slice(0, 7);

export function nextMonth(month: Period): Period {
  return monthOf(addMonths(`${month}-01`, 1));
}

/** Its last JST day of entry. */
export function lastDayOf(period: Period): string {
  if (isYear(period)) return booksCloseOn(yearOf(period));
  return addDays(`${nextMonth(period)}-01`, -1);
}

/** Months in which entries of a fiscal year are made, from its April to the next May. */
export function monthsOfYear(year: number): readonly Period[] {
  return Array.from({ length: 14 }, (_, index) => monthOf(addMonths(`${year}-04-01`, index)));
}

/** What has been closed, as far as it matters to what is entered now. */
export interface ClosedBooks {
  /** The newest closed month; '' for none. */
  readonly month: Period | '';
  /** The newest closed fiscal year; 0 for none. */
  readonly year: number;
}

/** Where the books begin: the first month in which, and the first fiscal year for which something was entered. */
export interface BooksBegin {
  readonly month: Period;
  readonly year: number;
}

export type NotClosable = 'not_over' | 'not_in_order' | 'months_open' | 'closed';

/**
 * Months are closed in order, beginning with the first in which something was entered; a year after
 * 31 May and after all the months in which its entries are made.
 * @returns why it may not be closed on that day, undefined when it may
 */
export function whyNotClosable(
  period: Period,
  { closed, begin, today }: { closed: ClosedBooks; begin: BooksBegin; today: string },
): NotClosable | undefined {
  const isClosed = isYear(period) ? yearOf(period) <= closed.year : period <= closed.month;
  if (isClosed) return 'closed';
  if (today <= lastDayOf(period)) return 'not_over';
  if (period !== (isYear(period) ? dueYear(closed, begin) : dueMonth(closed, begin))) {
    return 'not_in_order';
  }
  const open = isYear(period) && closed.month < monthOf(lastDayOf(period));
  return open ? 'months_open' : undefined;
}

export const yearOf = (period: Period): number => Number(period.slice(2));

/** The month whose turn it is, whether it is over or not. */
export function dueMonth({ month }: ClosedBooks, begin: BooksBegin): Period {
  return month === '' ? begin.month : nextMonth(month);
}

export function dueYear({ year }: ClosedBooks, begin: BooksBegin): Period {
  return `FY${Math.max(year + 1, begin.year)}`;
}
