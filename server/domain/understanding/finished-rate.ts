import { LEAST_SHOWN } from './hide-small.ts';

/** How forms ended that were begun. */
export interface Outcomes {
  readonly started: number;
  readonly sent: number;
  /** Went on at the counter: neither sent here nor given up. */
  readonly atCounter: number;
}

/** Who went on at the counter is left out; fewer than five stay in, or what is left would tell them. */
export const apart = (atCounter: number) => (atCounter < LEAST_SHOWN ? 0 : atCounter);

/** Of those who went on online, which share sent it, 0 to 1; null: nobody did. */
export function finishedRate({ started, sent, atCounter }: Outcomes): number | null {
  const online = started - apart(atCounter);
  return online <= 0 ? null : Math.min(1, sent / online);
}
