export const DOWNTIME_SCOPES = ['all', 'payments'] as const;

/** all: nothing can be filled in or sent. payments: everything but paying goes on. */
export type DowntimeScope = (typeof DOWNTIME_SCOPES)[number];

/** The site will stand still, from the first moment to before the last. */
export interface Downtime {
  readonly id: string;
  readonly from: Date;
  readonly until: Date;
  readonly scope: DowntimeScope;
}

interface DowntimeBy {
  readonly actor: string;
  readonly at: Date;
}

export interface DowntimeStore {
  /** Neither called off nor over at that moment, the next first. */
  ahead(now: Date): Promise<readonly Downtime[]>;
  add(downtime: Downtime & { readonly createdBy: string }, by: DowntimeBy): Promise<void>;
  /** @returns false when there is none, or it was called off before */
  cancel(id: string, by: DowntimeBy): Promise<boolean>;
}

/** Residents are told so long before: a week-end lies in between. */
const TOLD_BEFORE_MS = 7 * 86_400_000;

/** What residents are told at that moment: what stands still, and what will within a week. */
export function announcedAt(downtimes: readonly Downtime[], now: Date): readonly Downtime[] {
  const time = now.getTime();
  return downtimes.filter(
    ({ from, until }) => time < until.getTime() && from.getTime() - time <= TOLD_BEFORE_MS,
  );
}

/** What stands still at that moment; of several the one that lasts longest. */
export function standingAt(
  downtimes: readonly Downtime[],
  now: Date,
  scopes: readonly DowntimeScope[],
): Downtime | undefined {
  const time = now.getTime();
  return downtimes
    .filter(({ scope }) => scopes.includes(scope))
    .filter(({ from, until }) => from.getTime() <= time && time < until.getTime())
    .sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}

/** The announced one that takes time of that JST day, on which something is due. */
export function onDay(downtimes: readonly Downtime[], day: string): Downtime | undefined {
  const begins = Date.parse(`${day}T00:00:00+09:00`);
  const ends = begins + 86_400_000;
  return downtimes.find(
    ({ scope, from, until }) =>
      scope === 'all' && from.getTime() < ends && until.getTime() > begins,
  );
}
