import type { Indicators } from '../../domain/indicators/indicators.ts';
import type { IssueIndicator } from '../../domain/indicators/issue-indicator.ts';
import type { WaitingIndicator } from '../../domain/indicators/waiting-indicator.ts';
import type { IndicatorRow } from './indicator-rows.ts';

/** Minutes from taking a number to the desk, in the months of the plan; only years with five tickets or more. */
export function waitingJson({ queue, months, years, baseline, target }: WaitingIndicator) {
  return {
    queue,
    months,
    baseline: { fiscal_year: baseline.fiscalYear, minutes: baseline.minutes },
    target: { fiscal_year: target.fiscalYear, minutes: target.minutes },
    years: years.map((year) => ({
      fiscal_year: year.fiscalYear,
      tickets: year.tickets,
      median: year.median,
      p90: year.p90,
    })),
  };
}

/** Copies handed out at the counter in the fiscal year so far. */
export function issuesJson({ fiscalYear, copies, byKind, baseline, target }: IssueIndicator) {
  return {
    fiscal_year: fiscalYear,
    copies,
    by_kind: byKind,
    baseline: { fiscal_year: baseline.fiscalYear, copies: baseline.copies },
    target: { fiscal_year: target.fiscalYear, copies: target.copies },
  };
}

const inYear = (
  year: number,
  [dimension, key]: readonly [string, string],
  measure: string,
  value: number,
): IndicatorRow => [`FY${year}`, dimension, key, '', measure, value];

export function waitingRows({ waiting }: Indicators): IndicatorRow[] {
  if (waiting === undefined) return [];
  const { baseline, target, years, queue } = waiting;
  const own = ['waiting', queue] as const;
  return [
    ...[baseline, target].map((point) =>
      inYear(point.fiscalYear, own, 'minutes_planned', point.minutes),
    ),
    ...years.flatMap(({ fiscalYear, tickets, median, p90 }) => [
      inYear(fiscalYear, own, 'tickets', tickets),
      inYear(fiscalYear, own, 'minutes_median', median ?? 0),
      inYear(fiscalYear, own, 'minutes_p90', p90 ?? 0),
    ]),
  ];
}

export function issueRows({ issues }: Indicators): IndicatorRow[] {
  if (issues === undefined) return [];
  const { baseline, target, fiscalYear, copies, byKind } = issues;
  const all = ['certificates', ''] as const;
  return [
    ...[baseline, target].map((point) =>
      inYear(point.fiscalYear, all, 'copies_planned', point.copies),
    ),
    inYear(fiscalYear, all, 'copies', copies),
    ...byKind.map(({ kind, copies: own }) =>
      inYear(fiscalYear, ['certificates', kind], 'copies', own),
    ),
  ];
}
