import { addDays, addMonths, isDay } from '../../lib/jst-date.ts';

/** Months are written YYYY-MM. */
export function isMonth(text: string): boolean {
  return isDay(`${text}-01`);
}

/** "2026-11" and -1 → "2026-10". */
export function shiftMonth(month: string, count: number): string {
  return addMonths(`${month}-01`, count).slice(0, 7);
}

/** The JST dates of a month, in order. */
export function daysOfMonth(month: string): readonly string[] {
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(`${month}-`); day = addDays(day, 1)) days.push(day);
  return days;
}
