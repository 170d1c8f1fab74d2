/** Minutes that people waited. */
export interface WaitingTimes {
  readonly tickets: number;
  /** Of an even number the mean of the two in the middle; null without tickets. */
  readonly median: number | null;
  /** Nine in ten waited no longer (nearest rank). */
  readonly p90: number | null;
}

export interface MinuteCount {
  readonly minutes: number;
  readonly tickets: number;
}

/** Median and 90th percentile of waits that come counted by minutes, in any order. */
export function waitingTimes(counts: Iterable<MinuteCount>): WaitingTimes {
  const sorted = [...counts].sort((a, b) => a.minutes - b.minutes);
  const tickets = sorted.reduce((sum, one) => sum + one.tickets, 0);
  if (tickets === 0) return { tickets, median: null, p90: null };
  /** Whoever is at that place, counted from 1. */
  const at = (place: number) => {
    let left = place;
    for (const one of sorted) {
      left -= one.tickets;
      if (left <= 0) return one.minutes;
    }
    return 0;
  };
  const middle = (tickets + 1) / 2;
  const median = (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
  return { tickets, median, p90: at(Math.ceil(tickets * 0.9)) };
}
