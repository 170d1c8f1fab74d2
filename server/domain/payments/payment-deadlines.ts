import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { PaymentMethod } from './payment.ts';

/** The shortest session that card providers offer is 30 minutes, so a card hold is never shorter. */
const CARD_HOLD_MS = 30 * 60_000;
const KONBINI_DAYS = 3;

/** 23:59:59 in Tokyo of a JST date. */
function endOfDay(day: string): Date {
  return new Date(`${day}T23:59:59+09:00`);
}

export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

export function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

export function cardPayBy(now: Date): Date {
  return new Date(now.getTime() + CARD_HOLD_MS);
}

/**
 * Last moment to pay at a shop: three days, 23:59:59 in Tokyo, but always before the day of use.
 * Undefined when that is over, so that no slip is offered.
 * @param bookedDay JST date, or null when nothing is booked
 * @param payBy when the charge itself ends: a slip lasts as long, if that is longer
 */
export function konbiniPayBy(
  now: Date,
  bookedDay: string | null,
  payBy: Date = now,
): Date | undefined {
  const usual = later(endOfDay(addDays(todayInTokyo(now), KONBINI_DAYS)), payBy);
  const last = bookedDay === null ? usual : earlier(usual, endOfDay(addDays(bookedDay, -1)));
  return last > now ? last : undefined;
}

/** Methods that still fit the time that is left. */
export function offeredMethods(now: Date, bookedDay: string | null): readonly PaymentMethod[] {
  return konbiniPayBy(now, bookedDay) === undefined ? ['card'] : ['card', 'konbini'];
}
