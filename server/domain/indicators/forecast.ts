import { dayOf, daysBetween, daysInMonth, fiscalYear } from '../../lib/jst-date.ts';

/** What a year will come to, if it goes on as it did. */
export interface Forecast {
  readonly value: number;
  /**
   * `last_year`: so far, scaled by the share that last year had by then; `linear`: so far, by the
   * days that are over; `complete`: nothing comes any more.
   */
  readonly method: 'last_year' | 'linear' | 'complete';
}

/** With fewer in all of last year its months say nothing about this one's. */
const LEAST_LAST_YEAR = 30;
/** Before that share of a year is over, one more or less changes the forecast by twenty. */
const LEAST_SHARE = 0.05;
const LEAST_DAYS = 30;

/** JST months of a fiscal year, from April. */
export function monthsOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, at) => {
    const month = ((at + 3) % 12) + 1;
    return dayOf(month < 4 ? year + 1 : year, month, 1).slice(0, 7);
  });
}

/** Which share of last year had come by this day: whole months, and of the month its days. */
function lastYearsShare(monthly: ReadonlyMap<string, number>, today: string): number | undefined {
  const months = monthsOf(fiscalYear(today) - 1);
  const of = (month: string) => monthly.get(month) ?? 0;
  const all = months.reduce((sum, month) => sum + of(month), 0);
  const isWhole = [...monthly].some(([month, count]) => month <= (months[0] ?? '') && count > 0);
  if (!isWhole || all < LEAST_LAST_YEAR) return undefined;
  const here = monthsOf(fiscalYear(today)).indexOf(today.slice(0, 7));
  const days = daysInMonth(Number(today.slice(0, 4)), Number(today.slice(5, 7)));
  const before = months.slice(0, here).reduce((sum, month) => sum + of(month), 0);
  const share = (before + of(months[here] ?? '') * (Number(today.slice(8)) / days)) / all;
  return share >= LEAST_SHARE ? share : undefined;
}

/**
 * The fiscal year of that day, reckoned from what came in by its evening.
 * @param monthly count of each JST month; @returns null when it is too early to say
 */
export function forecastYear(monthly: ReadonlyMap<string, number>, today: string): Forecast | null {
  const year = fiscalYear(today);
  const soFar = monthsOf(year).reduce((sum, month) => sum + (monthly.get(month) ?? 0), 0);
  const over = daysBetween(dayOf(year, 4, 1), today) + 1;
  const days = daysBetween(dayOf(year, 4, 1), dayOf(year + 1, 4, 1));
  if (over === days) return { value: soFar, method: 'complete' };
  const share = lastYearsShare(monthly, today);
  if (share !== undefined) return { value: Math.round(soFar / share), method: 'last_year' };
  if (over < LEAST_DAYS) return null;
  return { value: Math.round((soFar / over) * days), method: 'linear' };
}
