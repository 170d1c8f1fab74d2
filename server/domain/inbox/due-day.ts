import { addDays, daysBetween, todayInTokyo } from '../../lib/jst-date.ts';
import type { ApplicationEvent } from '../applications/application.ts';

/** 標準処理期間 (行政手続法6条) where the definition says none. */
const USUAL_DAYS = 30;

type Happened = Pick<ApplicationEvent, 'type' | 'at'>;

interface Clock {
  /** JST day of receipt; the count begins on the next one. */
  readonly start: string;
  readonly isReceived: boolean;
  /** Days on which the resident was awaited. */
  readonly paused: number;
  /** JST day since which the resident is awaited now. */
  readonly since: string | null;
}

/** What the resident owes now, or sees again as a decision after which something may follow. */
const STOPS: readonly Happened['type'][] = ['returned', 'fee_fixed', 'approved', 'granted'];
const RECEIVES: readonly Happened['type'][] = [
  'received',
  'brought',
  'seat_given',
  'payment_completed',
];
const GOES_ON: readonly Happened['type'][] = ['resubmitted', 'payment_completed', 'hold_expired'];

function tick(clock: Clock, { type, at }: Happened): Clock {
  const day = todayInTokyo(at);
  // Another submission of the same case is judged in a time of its own.
  if (type === 'phase_submitted' || (!clock.isReceived && RECEIVES.includes(type))) {
    return { start: day, isReceived: true, paused: 0, since: null };
  }
  if (!clock.isReceived) return clock;
  if (clock.since === null) return STOPS.includes(type) ? { ...clock, since: day } : clock;
  if (!GOES_ON.includes(type)) return clock;
  return { ...clock, paused: clock.paused + daysBetween(clock.since, day), since: null };
}

/**
 * The JST day by which the town wants to have decided: so many days from the day after receipt, and
 * every day on which the resident was awaited longer. While somebody is still awaited it is the day
 * that would hold if the answer had come at once: who waits longest stands first.
 * @param events in order of `seq`
 * @param days of the definition's review; undefined = the usual 30
 */
export function dueDay(
  events: readonly Happened[],
  submittedAt: Date,
  days: number = USUAL_DAYS,
): string {
  const begun: Clock = {
    start: todayInTokyo(submittedAt),
    isReceived: false,
    paused: 0,
    since: null,
  };
  const { start, paused } = events.reduce(tick, begun);
  return addDays(start, days + paused);
}
