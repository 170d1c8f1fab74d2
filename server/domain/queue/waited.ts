import type { QueueTicket } from './queue-ticket.ts';

const MINUTE_MS = 60_000;

/**
 * Whole minutes from taking the number to the desk; undefined for who has not come to it, and for
 * who had been called in vain and came later: that time was not spent waiting.
 */
export function waitOf({ takenAt, servedAt, endedAt }: QueueTicket): number | undefined {
  if (servedAt === null) return undefined;
  if (endedAt !== null && endedAt < servedAt) return undefined;
  return Math.floor((servedAt.getTime() - takenAt.getTime()) / MINUTE_MS);
}
