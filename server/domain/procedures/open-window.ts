import { addOpenDays } from '../../lib/japanese-calendar.ts';
import { addMonths, dayOf, daysInMonth, isDay } from '../../lib/jst-date.ts';
import type { IntakeRule, WindowRule } from './case-rules.ts';

/** JST dates, both inclusive; a side without a limit is absent. */
export interface OpenWindow {
  readonly from?: string;
  readonly to?: string;
  /** null: open on that day. */
  readonly closed: 'before' | 'after' | null;
}

/** MM-DD of a year; 29 February is its last day in a year without one. */
function dayIn(year: number, monthDay: string): string {
  const [month = 1, day = 1] = monthDay.split('-').map(Number);
  return dayOf(year, month, Math.min(day, daysInMonth(year, month)));
}

/** The term of a yearly window that is running on that day, or the next one. */
function yearlyTerm({ from, to }: { from: string; to: string }, day: string) {
  const overNewYear = to < from ? 1 : 0;
  for (let year = Number(day.slice(0, 4)) - 1; ; year++) {
    const end = dayIn(year + overNewYear, to);
    if (end >= day) return { from: dayIn(year, from), to: end };
  }
}

/**
 * When it is open: the term that is running on that JST day, else the next one, else (`after`) the
 * one that is over for good. A yearly window lies within `from` and `to` where they are given.
 */
export function windowOn(rule: WindowRule | undefined, day: string): OpenWindow {
  const { from, to, yearly } = rule ?? {};
  if (from === undefined && to === undefined && !yearly) return { closed: null };
  const start = from !== undefined && day < from ? from : day;
  const term = yearly && yearlyTerm(yearly, start);
  const opens = latest(from, term?.from);
  const ends = earliest(to, term?.to);
  const over = to !== undefined && (day > to || (opens !== undefined && opens > to));
  const closed = over ? 'after' : opens !== undefined && day < opens ? 'before' : null;
  return {
    ...(opens !== undefined && !over && { from: opens }),
    ...(ends !== undefined && { to: over ? (to as string) : ends }),
    closed,
  };
}

function latest(one: string | undefined, other: string | undefined): string | undefined {
  return one !== undefined && (other === undefined || one > other) ? one : other;
}

function earliest(one: string | undefined, other: string | undefined): string | undefined {
  return one !== undefined && (other === undefined || one < other) ? one : other;
}

/** What arrives by `closes` (JST date, inclusive) counts from `month` (YYYY-MM). */
export interface Intake {
  readonly closes: string;
  readonly month: string;
}

/** The day of that month (its last one where it has no such day), or the next on which the hall is open. */
function closingDay(month: string, closesDay: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return addOpenDays(dayOf(year, number, Math.min(closesDay, daysInMonth(year, number))), 0);
}

/**
 * The next intakes that an application of that JST day can still reach, the nearest first. A term
 * that ends on a closed day is over at the end of the next open one (地方自治法4条の2).
 */
export function nextIntakes(rule: IntakeRule, day: string, count = 3): readonly Intake[] {
  const first = `${day.slice(0, 8)}01`;
  const intakes: Intake[] = [];
  // Last month's closing day may have moved into this one.
  for (let step = -1; intakes.length < count; step++) {
    const month = addMonths(first, step);
    const closes = closingDay(month, rule.closesDay);
    if (closes < day) continue;
    intakes.push({ closes, month: addMonths(month, rule.monthsAhead).slice(0, 7) });
  }
  return intakes;
}

/** The month (YYYY-MM) from which an application of that day counts; "" for no day. */
export function intakeMonth(day: string, closesDay: number, monthsAhead: number): string {
  return isDay(day) ? (nextIntakes({ closesDay, monthsAhead }, day, 1)[0]?.month ?? '') : '';
}
