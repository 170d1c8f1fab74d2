import { addDays, addMonths, fiscalYear } from '../../lib/jst-date.ts';
import type { WaitCount } from '../queue/queue-store.ts';
import { type WaitingTimes, waitingTimes } from '../queue/waiting-times.ts';
import type { IndicatorDeclaration, IndicatorSource } from './declaration.ts';

/** Fewer tickets would tell how long one person waited. */
const LEAST_TICKETS = 5;

type Plan = Pick<IndicatorDeclaration, 'baseline' | 'targets'> & {
  readonly source: Extract<IndicatorSource, { from: 'waiting_time' }>;
};

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
  readonly baseline: MinutePoint;
  readonly target: MinutePoint;
}

interface MinutePoint {
  readonly fiscalYear: number;
  readonly minutes: number;
}

const FISCAL_YEARS = 3;

/**
 * JST days that `waitingIndicator` wants the counts of: in this fiscal year and the two before it,
 * from the first of its months to the last, each span by itself, as far as it has begun.
 */
export function waitingSpans(
  { months }: Pick<Plan['source'], 'months'>,
  today: string,
): readonly { readonly from: string; readonly to: string }[] {
  const inOrder = months.map((month) => (month + 8) % 12).sort((a, b) => a - b);
  const [first = 0, last = 0] = [inOrder[0], inOrder.at(-1)];
  return Array.from({ length: FISCAL_YEARS }, (_, ago) => {
    const april = `${fiscalYear(today) - ago}-04-01`;
    const to = addDays(addMonths(april, last + 1), -1);
    return { from: addMonths(april, first), to: to < today ? to : today };
  }).filter(({ from }) => from <= today);
}

export function waitingIndicator(
  counts: readonly WaitCount[],
  { source: { queue, months }, baseline, targets }: Plan,
): WaitingIndicator {
  const counted = counts.filter(
    (one) => one.queue === queue && months.includes(Number(one.month.slice(5))),
  );
  const years = [...Map.groupBy(counted, ({ month }) => fiscalYear(`${month}-01`))]
    .map(([year, own]) => ({ fiscalYear: year, ...waitingTimes(own) }))
    .filter(({ tickets }) => tickets >= LEAST_TICKETS)
    .sort((a, b) => a.fiscalYear - b.fiscalYear);
  const latest = years.at(-1);
  const target = targets.at(-1) ?? baseline;
  return {
    queue,
    months: [...months].sort((a, b) => a - b),
    ...(latest && { latest }),
    years,
    baseline: { fiscalYear: baseline.fiscalYear, minutes: baseline.value },
    target: { fiscalYear: target.fiscalYear, minutes: target.value },
  };
}
