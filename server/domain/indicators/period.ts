import { addMonths } from '../../lib/jst-date.ts';

const MONTHS_SHOWN = 12;

/** The months shown: the current one and the eleven before it. */
export function indicatorPeriod(today: string): {
  /** First day and last day that count, JST dates. */
  readonly from: string;
  readonly to: string;
  readonly months: readonly string[];
} {
  const first = addMonths(`${today.slice(0, 7)}-01`, -(MONTHS_SHOWN - 1));
  const months = Array.from({ length: MONTHS_SHOWN }, (_, i) => addMonths(first, i).slice(0, 7));
  return { from: first, to: today, months };
}
