import holidayJp from '@holiday-jp/holiday_jp';
import { eraName, eraOf } from './eras.ts';
import { addDays, isDay, todayInTokyo, weekday } from './jst-date.ts';

const HOLIDAYS: Readonly<Record<string, { name: string; name_en: string } | undefined>> =
  holidayJp.holidays;

/** National holiday (国民の祝日に関する法律, with 振替休日), looked up by the JST date itself. */
export function isHoliday(day: string): boolean {
  return HOLIDAYS[day] !== undefined;
}

export function isWeekendOrHoliday(day: string): boolean {
  const at = weekday(day);
  return at === 0 || at === 6 || isHoliday(day);
}

/** Open day of a town hall: closed from 29 December to 3 January too (地方自治法4条の2). */
export function isOpenDay(day: string): boolean {
  const date = day.slice(5);
  return isDay(day) && !isWeekendOrHoliday(day) && date < '12-29' && date > '01-03';
}

/** Further than anybody counts in open days; a slip of the pen must not keep the server busy. */
const MOST_OPEN_DAYS = 10_000;

/**
 * So many open days on, or back when negative; 0 gives that day itself, or the next open one (a
 * term that ends on a closed day moves on). "" for no day.
 */
export function addOpenDays(day: string, count: number): string {
  if (!isDay(day) || Math.abs(count) > MOST_OPEN_DAYS) return '';
  const step = count < 0 ? -1 : 1;
  let at = day;
  for (let left = Math.abs(count); left > 0 && isDay(at); left -= isOpenDay(at) ? 1 : 0) {
    at = addDays(at, step);
  }
  while (isDay(at) && !isOpenDay(at)) at = addDays(at, 1);
  return isDay(at) ? at : '';
}

/** Open days after the one day up to and including the other; 0 when it is not later, NaN for no day. */
export function openDaysUntil(from: string, to: string): number {
  if (!isDay(from) || !isDay(to)) return Number.NaN;
  let count = 0;
  for (let at = addDays(from, 1); at <= to && count < MOST_OPEN_DAYS; at = addDays(at, 1)) {
    if (isOpenDay(at)) count += 1;
  }
  return count;
}

const WEEKDAYS = '日月火水木金土';
const WEEKDAY_READINGS = ['にち', 'げつ', 'か', 'すい', 'もく', 'きん', 'ど'];

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat([locale === 'en' ? 'en-GB' : locale, 'en-GB'], {
      ...options,
      timeZone: 'UTC',
    });
    formatters.set(key, found);
  }
  return found;
}

/**
 * A JST date in words, with its era: 「2026年11月21日（令和8年・土）」, with ruby marks for ja-easy,
 * "Saturday 21 November 2026 (Reiwa 8)" for en, and the language's own way elsewhere.
 * What is no day comes back as it is.
 */
export function formatJstDate(date: string, locale: string): string {
  if (!isDay(date)) return date;
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const at = weekday(date);
  const era = eraOf(date);
  if (locale === 'ja') {
    const named = era ? `${eraName(era.era, locale)}${era.year === 1 ? '元' : era.year}年・` : '';
    return `${year}年${month}月${day}日（${named}${WEEKDAYS[at]}）`;
  }
  if (locale === 'ja-easy') {
    const weekdayRuby = `{${WEEKDAYS[at]}|${WEEKDAY_READINGS[at]}}`;
    return `${year}{年|ねん}${month}{月|がつ}${day}{日|にち}（${era ? `${eraRuby(era)}・` : ''}${weekdayRuby}）`;
  }
  const named = era ? eraIn(locale, era) : '';
  const style = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const moment = new Date(`${date}T00:00:00Z`);
  if (locale === 'vi') {
    // As it is written and said; the system leaves out the words for day and year.
    const name = formatter(locale, { weekday: 'long' }).format(moment);
    return `${name}, ngày ${day} tháng ${month} năm ${year}${named}`;
  }
  const words = formatter(locale, style).format(moment);
  return `${locale === 'en' ? words.replace(',', '') : words}${named}`;
}

/** Chinese and Korean say "year" behind the number. Era and year stay on one line. */
function eraIn(locale: string, era: NonNullable<ReturnType<typeof eraOf>>): string {
  const name = eraName(era.era, locale);
  if (locale === 'zh-Hans') return `（${name}${era.year === 1 ? '元' : era.year}年）`;
  return locale === 'ko' ? `(${name}\u00a0${era.year}년)` : ` (${name}\u00a0${era.year})`;
}

function eraRuby(era: NonNullable<ReturnType<typeof eraOf>>): string {
  return `${eraName(era.era, 'ja-easy')}${era.year === 1 ? '{元年|がんねん}' : `${era.year}{年|ねん}`}`;
}

/** A month ("2026-11") in words: 「2026年11月」, "November 2026". */
export function formatJstMonth(month: string, locale: string): string {
  if (!isDay(`${month}-01`)) return month;
  const [year, number] = month.split('-').map(Number);
  if (locale === 'ja') return `${year}年${number}月`;
  if (locale === 'ja-easy') return `${year}{年|ねん}${number}{月|がつ}`;
  const style = { month: 'long', year: 'numeric' } as const;
  return formatter(locale, style).format(new Date(`${month}-01T00:00:00Z`));
}

/** A moment as day and time in Tokyo: 「2026年11月21日（令和8年・土）14:05」. */
export function formatJstMoment(moment: Date, locale: string): string {
  const time = new Date(moment.getTime() + 9 * 3_600_000).toISOString().slice(11, 16);
  const day = formatJstDate(todayInTokyo(moment), locale);
  return locale === 'ja' ? `${day}${time}` : `${day} ${time}`;
}
