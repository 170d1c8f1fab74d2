import { isHoliday } from '../../lib/japanese-calendar.ts';
import { addDays, weekday } from '../../lib/jst-date.ts';
import { isCollectionDay } from './collection-days.ts';
import type { ClosingCode, LocalText, OpeningRules } from './resources.ts';
import { townHolidayOn } from './town-holidays.ts';

export interface Closing {
  readonly closing: ClosingCode;
  readonly reason?: LocalText;
}

/** Undefined when it is open on that JST day. */
export function closingOn(rules: OpeningRules, day: string): Closing | undefined {
  const single = rules.closed.find(({ from, to }) => from <= day && day <= to);
  if (single) return { closing: 'single', ...(single.reason && { reason: single.reason }) };
  if (inYearEnd(rules, day)) return { closing: 'year_end' };
  if (rules.collection !== undefined) {
    return isCollected(rules, rules.collection, day) ? undefined : { closing: 'no_collection' };
  }
  if (rules.days !== undefined && !isCollectionDay(rules.days, day)) return { closing: 'not_held' };
  if (rules.holidays === 'closed' && isRestDay(rules, day)) {
    const town = townHolidayOn(rules.townHolidays, day);
    return { closing: 'holiday', ...(town && { reason: town.name }) };
  }
  return weeklyClosing(rules, day);
}

/** A holiday of the nation or of the town; for the weekly closing only the nation's count. */
function isRestDay(rules: OpeningRules, day: string): boolean {
  return isHoliday(day) || townHolidayOn(rules.townHolidays, day) !== undefined;
}

function inYearEnd(rules: OpeningRules, day: string): boolean {
  const stop = rules.yearEnd;
  const date = day.slice(5);
  return stop !== undefined && (date >= stop.from || date <= stop.to);
}

/** A collection that falls into the year-end stop is made up for later, where the town does that (大阪狭山市: a week). */
function isCollected(rules: OpeningRules, cell: string, day: string): boolean {
  const shift = rules.yearEnd?.shiftDays;
  if (shift !== undefined) {
    const from = addDays(day, -shift);
    if (inYearEnd(rules, from) && isCollectionDay(cell, from)) return true;
  }
  if (rules.holidays === 'closed' && isRestDay(rules, day)) return false;
  return isCollectionDay(cell, day);
}

function weeklyClosing(rules: OpeningRules, day: string): Closing | undefined {
  const rule = rules.weeklyClosing;
  if (!rule) return undefined;
  const isClosing = (one: string) => rule.weekdays.includes(weekday(one));
  if (isClosing(day)) {
    return rule.onHoliday === 'closed' || !isHoliday(day) ? { closing: 'weekly' } : undefined;
  }
  if (rule.onHoliday !== 'next_working_day' || isHoliday(day)) return undefined;
  // Monday is a holiday: the next day that is none is closed instead (指宿市 条例), over several
  // holidays in a row too (4–6 May 2026 → Thursday the 7th).
  let before = addDays(day, -1);
  while (isHoliday(before) && !isClosing(before)) before = addDays(before, -1);
  return isHoliday(before) && isClosing(before) ? { closing: 'weekly_moved' } : undefined;
}
