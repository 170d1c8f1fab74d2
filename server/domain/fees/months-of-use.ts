import { addMonths } from '../../lib/jst-date.ts';
import type { Answers } from '../fields/answers.ts';
import { computeJourney } from '../procedures/journey.ts';
import type { FeeRule } from '../procedures/money-rules.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { computeFee, type Fee, type Pricing } from './compute-fee.ts';

/** First JST day of the month of that day. */
export const monthBegins = (day: string) => `${day.slice(0, 7)}-01`;

const monthOf = (day: unknown) =>
  typeof day === 'string' && day.length >= 7 ? day.slice(0, 7) : undefined;

/**
 * Months of use that are over and not billed, the oldest first: "2026-12". The month in which the use
 * ended counts whole.
 * @param now what is known today: JST days, and the months that were billed
 */
export function monthsToBill(
  { from, to }: NonNullable<FeeRule['months']>,
  answers: Answers,
  now: {
    readonly today: string;
    readonly endedOn: string | null;
    readonly billed: ReadonlySet<string>;
  },
): readonly string[] {
  const first = monthOf(answers[from]);
  if (first === undefined) return [];
  const over = addMonths(monthBegins(now.today), -1).slice(0, 7);
  const ends = [over, to && monthOf(answers[to]), monthOf(now.endedOn)];
  const last = ends.filter((month) => month !== undefined).sort()[0] ?? over;
  const months: string[] = [];
  for (let month = first; month <= last; month = addMonths(`${month}-01`, 1).slice(0, 7)) {
    if (!now.billed.has(month)) months.push(month);
  }
  return months;
}

/** What that month costs by these answers, with the amounts of its first day. */
export function feeOfMonth(
  procedure: Procedure,
  answers: Answers,
  month: string,
  pricing: Pricing,
): Fee {
  const today = `${month}-01`;
  // The answers were right on the day on which they were sent: only the amounts are of that month.
  const journey = computeJourney(procedure, answers, { today }, { unanswered: 'ignore' });
  return computeFee(procedure, journey, pricing);
}
