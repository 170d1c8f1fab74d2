import { addDays, todayInTokyo } from '../../lib/jst-date.ts';

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
 * When the provider's page ends by itself. Providers count half an hour from when they get the
 * request, which may be asked again after a broken connection; a hold that ends before closes it.
 */
export function sessionEnds(attemptAt: Date): Date {
  return new Date(attemptAt.getTime() + CARD_HOLD_MS + ASKED_AGAIN_MS);
}

/** So long after its beginning an attempt can still be given its session. */
export const ASKED_AGAIN_MS = 5 * 60_000;

/**
 * Last moment to pay at a shop: three days, 23:59:59 in Tokyo, but always before the day of use.
 * Undefined when that is over.
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

/**
 * The same for a slip that is made now. It lasts to the end of the next day at least (companies make
 * no shorter one); where that would reach into the day of use, none is offered.
 */
export function newSlipPayBy(
  now: Date,
  bookedDay: string | null,
  payBy: Date = now,
): Date | undefined {
  const last = konbiniPayBy(now, bookedDay, payBy);
  const shortest = endOfDay(addDays(todayInTokyo(now), 1));
  return last !== undefined && last >= shortest ? last : undefined;
}
