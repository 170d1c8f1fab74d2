/**
 * Days are JST dates written YYYY-MM-DD and are reckoned as texts and UTC numbers, so that no time
 * zone of the machine can shift them. An unreal day gives "" (texts), NaN (numbers) or false.
 */

const DAY_MS = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TOKYO_MS = 9 * 3_600_000; // Japan has had no summer time since 1951

/** The day it is in Tokyo at that moment. */
export function todayInTokyo(now: Date): string {
  return new Date(now.getTime() + TOKYO_MS).toISOString().slice(0, 10);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function dayOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Is it a real day of the calendar, written YYYY-MM-DD? */
export function isDay(text: string): boolean {
  const match = SHAPE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function dayNumber(day: string): number {
  return isDay(day) ? Date.parse(`${day}T00:00:00Z`) / DAY_MS : Number.NaN;
}

export function addDays(day: string, count: number): string {
  const time = (dayNumber(day) + count) * DAY_MS;
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}

/** The same day of the month so many months on; the month's last day where it has no such day. */
export function addMonths(day: string, count: number): string {
  if (!isDay(day)) return '';
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return dayOf(year, month, Math.min(Number(day.slice(8)), daysInMonth(year, month)));
}

/** Whole days from one to the other: 1 for the next day, negative backwards, NaN if one is no day. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 = Sunday. */
export function weekday(day: string): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

/** 1 April – 31 March, named by the year it begins in (地方自治法208条). */
export function fiscalYear(day: string): number {
  if (!isDay(day)) return Number.NaN;
  return Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0);
}

/** 31 March of the fiscal year of that day. */
export function fiscalYearEnd(day: string): string {
  return isDay(day) ? dayOf(fiscalYear(day) + 1, 3, 31) : '';
}

/**
 * Completed years on a day. By 年齢計算ニ関スル法律 and 民法143条 a year of age is complete at the
 * end of the day before the birthday, so who was born on 1 April is a year older on 31 March, and
 * who was born on 29 February on 28 February of any year.
 * @returns -1 when one of the two is no day, or the day lies before the birth
 */
export function ageAttained(birth: string, day: string): number {
  if (!isDay(birth) || !isDay(day) || day < birth) return -1;
  const next = addDays(day, 1);
  const years = Number(next.slice(0, 4)) - Number(birth.slice(0, 4));
  return Math.max(0, years - (next.slice(5) < birth.slice(5) ? 1 : 0));
}
