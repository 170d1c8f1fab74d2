import type { QueueTicket } from './queue-ticket.ts';
import { waitOf } from './waited.ts';
import { waitingTimes } from './waiting-times.ts';

const HOUR_MS = 3_600_000;
/** Fewer say nothing about the next one. */
const ENOUGH = 3;

/**
 * About how long somebody who takes a number now will wait: the median of those who came to the desk
 * in the last hour, up to the next five minutes. Undefined when too few did.
 */
export function expectedWait(
  tickets: readonly QueueTicket[],
  queue: string,
  now: Date,
): number | undefined {
  const since = now.getTime() - HOUR_MS;
  const lately = tickets.filter(
    (one) => one.queue === queue && (one.servedAt?.getTime() ?? 0) > since,
  );
  const waits = lately.flatMap((one) => waitOf(one) ?? []);
  const { tickets: count, median } = waitingTimes(
    waits.map((minutes) => ({ minutes, tickets: 1 })),
  );
  if (median === null || count < ENOUGH) return undefined;
  return Math.max(5, Math.ceil(median / 5) * 5);
}
