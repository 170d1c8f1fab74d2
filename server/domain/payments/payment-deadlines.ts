import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { Charge } from './payment.ts';

/** The shortest session that card providers offer is 30 minutes, so a card hold is never shorter. */
const CARD_HOLD_MS = 30 * 60_000;

/**
 * Paid after the visit: the days that payers have for it, and the least that has to be left. The
 * shortest slip lasts to the end of the next day; a bank may take a working day to pass money on.
 */
const PAID_LATER = {
  konbini: { days: 3, least: 1 },
  bank_transfer: { days: 5, least: 2 },
} as const;

export type LaterMethod = keyof typeof PAID_LATER;

export function isPaidLater(method: string | null): method is LaterMethod {
  return method !== null && method in PAID_LATER;
}

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

/** Nobody is told a day, and nothing ends by itself: only that there is one. */
const UNSAID_DAYS = 365;

/** Until when a fee at the counter is to be paid: the end of that day in Tokyo. */
export function counterPayBy(now: Date, payDays = UNSAID_DAYS): Date {
  return endOfDay(addDays(todayInTokyo(now), payDays));
}

/** Was the payer told until when? */
export function saysPayBy({
  kind,
  payBy,
  createdAt,
}: Pick<Charge, 'kind' | 'payBy' | 'createdAt'>): boolean {
  return kind !== 'counter' || payBy < counterPayBy(createdAt);
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
 * Last moment to pay at a shop or by transfer: 23:59:59 in Tokyo of the last of its days, but always
 * before the day of use. Undefined when that is over.
 * @param bookedDay JST date, or null when nothing is booked
 * @param payBy when the charge itself ends: a slip lasts as long, if that is longer
 */
export function paidLaterBy(
  method: LaterMethod,
  now: Date,
  bookedDay: string | null,
  payBy: Date = now,
): Date | undefined {
  const usual = later(endOfDay(addDays(todayInTokyo(now), PAID_LATER[method].days)), payBy);
  const last = bookedDay === null ? usual : earlier(usual, endOfDay(addDays(bookedDay, -1)));
  return last > now ? last : undefined;
}

/**
 * The same for a slip or an account that is given out now; where the shortest time for it would
 * reach into the day of use, none is offered.
 */
export function newPaidLaterBy(
  method: LaterMethod,
  now: Date,
  bookedDay: string | null,
  payBy: Date = now,
): Date | undefined {
  const last = paidLaterBy(method, now, bookedDay, payBy);
  const shortest = endOfDay(addDays(todayInTokyo(now), PAID_LATER[method].least));
  return last !== undefined && last >= shortest ? last : undefined;
}
