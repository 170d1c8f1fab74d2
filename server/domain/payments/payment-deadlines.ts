import type { PaymentMethod } from './payment.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Japan has no summer time. */
const JST_MS = 9 * 60 * MINUTE_MS;

/** The shortest session that card providers offer is 30 minutes, so a card hold is never shorter. */
export const CARD_HOLD_MINUTES = 30;
const KONBINI_DAYS = 3;

/** JST date (YYYY-MM-DD) of a moment. */
export function dayInTokyo(at: Date): string {
  return new Date(at.getTime() + JST_MS).toISOString().slice(0, 10);
}

function endOfDay(day: string, plusDays: number): Date {
  return new Date(Date.parse(`${day}T23:59:59+09:00`) + plusDays * DAY_MS);
}

export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

export function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

export function cardPayBy(now: Date): Date {
  return new Date(now.getTime() + CARD_HOLD_MINUTES * MINUTE_MS);
}

/**
 * Last moment to pay at a shop: three days, 23:59:59 in Tokyo, but always before the day of use.
 * Undefined when that is over, so that no slip is offered.
 * @param bookedDay JST date, or null when nothing is booked
 */
export function konbiniPayBy(now: Date, bookedDay: string | null): Date | undefined {
  const usual = endOfDay(dayInTokyo(now), KONBINI_DAYS);
  const payBy = bookedDay === null ? usual : earlier(usual, endOfDay(bookedDay, -1));
  return payBy > now ? payBy : undefined;
}

/** Methods that still fit the time that is left. */
export function offeredMethods(now: Date, bookedDay: string | null): readonly PaymentMethod[] {
  return konbiniPayBy(now, bookedDay) === undefined ? ['card'] : ['card', 'konbini'];
}
