/**
 * Days are JST dates written YYYY-MM-DD and are reckoned as texts and UTC numbers, so that no time
 * zone of the machine can shift them. An unreal day gives "" (texts), NaN (numbers) or false.
 */

const TOKYO_MS = 9 * 3_600_000; // Japan has had no summer time since 1951

const DAY_MS = 86_400_000;

// Every request asks, and nearly always for the same day.
let lastNumber = Number.NaN;
let lastDay = '';

/** The day it is in Tokyo at that moment. */
export function todayInTokyo(now: Date): string {
  const number = Math.floor((now.getTime() + TOKYO_MS) / DAY_MS);
  if (number !== lastNumber) {
    lastDay = new Date(number * DAY_MS).toISOString().slice(0, 10);
    lastNumber = number;
  }
  return lastDay;
}

/** The time of day in Tokyo, in two digits each. */
export function clockTimeJst(moment: Date): { readonly hour: string; readonly minute: string } {
  const [hour = '', minute = ''] = new Date(moment.getTime() + TOKYO_MS)
    .toISOString()
    .slice(11, 16)
    .split(':');
  return { hour, minute };
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function dayOf(year: number, month: number, day: number): string {
  const y = year >= 1000 ? `${year}` : String(year).padStart(4, '0');
  return `${y}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** Digits from start to end as a number; NaN if one is none. Pages ask this often, so no regex. */
function digits(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Is it a real day of the calendar, written YYYY-MM-DD? */
export function isDay(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days since 1970-01-01; NaN for no day. The year is reckoned from March, so that 29 February is its last day. */
function dayNumber(day: string): number {
  if (!isDay(day)) return Number.NaN;
  const month = digits(day, 5, 7);
  const year = digits(day, 0, 4) - (month < 3 ? 1 : 0);
  const ofYear =
    Math.floor((153 * (month < 3 ? month + 9 : month - 3) + 2) / 5) + digits(day, 8, 10);
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leaps + ofYear - 719_469;
}

export function addDays(day: string, count: number): string {
  const date = Number.isInteger(count) ? digits(day, 8, 10) + count : 0;
  // Most steps stay within the month.
  if (date >= 1 && date <= 28 && isDay(day))
    return `${day.slice(0, 8)}${date < 10 ? '0' : ''}${date}`;
  const time = (dayNumber(day) + count) * 86_400_000;
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
