import { addMonths, fiscalYear } from '../../lib/jst-date.ts';
import type { Municipality } from '../procedures/municipality.ts';
import type { WaitCount } from '../queue/queue-store.ts';
import { type WaitingTimes, waitingTimes } from '../queue/waiting-times.ts';

/** Fewer tickets would tell how long one person waited. */
const LEAST_TICKETS = 5;

type Plan = NonNullable<Municipality['waiting_plan']>;

/** 待ち時間 in the months of the plan (tax time), in minutes from taking a number to the desk. */
export interface WaitingIndicator {
  /** Key of the queue. */
  readonly queue: string;
  /** Months of the year that count, in order: 2, 3. */
  readonly months: readonly number[];
  /** The newest fiscal year in which enough people waited in these months; undefined = none yet. */
  readonly latest?: WaitingTimes & { readonly fiscalYear: number };
  /** Every fiscal year in which enough did, oldest first. */
  readonly years: readonly (WaitingTimes & { readonly fiscalYear: number })[];
  readonly baseline: PlanPoint;
  readonly target: PlanPoint;
}

interface PlanPoint {
  readonly fiscalYear: number;
  readonly minutes: number;
}

const FISCAL_YEARS = 3;

/** JST days that `waitingIndicator` wants the counts of: this fiscal year and the two before it. */
export function waitingPeriod(today: string): { readonly from: string; readonly to: string } {
  const first = `${fiscalYear(today)}-04-01`;
  return { from: addMonths(first, -12 * (FISCAL_YEARS - 1)), to: today };
}

export function waitingIndicator(
  counts: readonly WaitCount[],
  { queue, months, baseline, target }: Plan,
): WaitingIndicator {
  const counted = counts.filter(
    (one) => one.queue === queue && months.includes(Number(one.month.slice(5))),
  );
  const years = [...Map.groupBy(counted, ({ month }) => fiscalYear(`${month}-01`))]
    .map(([year, own]) => ({ fiscalYear: year, ...waitingTimes(own) }))
    .filter(({ tickets }) => tickets >= LEAST_TICKETS)
    .sort((a, b) => a.fiscalYear - b.fiscalYear);
  const latest = years.at(-1);
  return {
    queue,
    months: [...months].sort((a, b) => a - b),
    ...(latest && { latest }),
    years,
    baseline: { fiscalYear: baseline.fiscal_year, minutes: baseline.minutes },
    target: { fiscalYear: target.fiscal_year, minutes: target.minutes },
  };
}
