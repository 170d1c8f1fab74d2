import { addDays } from '../../lib/jst-date.ts';
import type { RefundBracket } from '../procedures/money-rules.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { Application } from './application.ts';
import { canMove } from './status-table.ts';

export interface WithdrawalTerms {
  readonly allowed: boolean;
  /** Last JST day on which it is possible; null when it is possible as long as the case is open. */
  readonly until: string | null;
  /** What has been paid, in yen. */
  readonly paidYen: number;
  /** What would be given back today, in yen, of what was paid. */
  readonly refundYen: number;
}

/**
 * Last JST day of a bracket. 「7日前まで」 counts the seventh day before in, as ordinances do unless they
 * say otherwise; with `exclusive` (「7日前より前」, 「7日前の日の前日まで」) it ends the day before that.
 */
function lastDayOf({ daysBefore, exclusive }: RefundBracket, bookedDay: string): string {
  return addDays(bookedDay, -daysBefore - (exclusive ? 1 : 0));
}

function refundPercent(procedure: Procedure, bookedDay: string | null, today: string): number {
  const brackets = procedure.withdraw.refund;
  if (brackets.length === 0) return 100;
  if (bookedDay === null) return brackets[0]?.percent ?? 0;
  const bracket = brackets.find((one) => today <= lastDayOf(one, bookedDay));
  return bracket?.percent ?? 0;
}

/**
 * May the resident withdraw today, until when, and what is given back?
 * @param paidYen what has really been paid
 * @param today JST date
 */
export function withdrawalTerms(
  procedure: Procedure,
  application: Application,
  facts: { readonly bookedDay: string | null; readonly paidYen: number; readonly today: string },
): WithdrawalTerms {
  const { bookedDay, paidYen, today } = facts;
  const days = procedure.withdraw.untilDaysBeforeBooking;
  const until = bookedDay !== null ? addDays(bookedDay, -(days ?? 0)) : null;
  const open = canMove(application.status, 'withdrawn');
  return {
    allowed: open && (until === null || today <= until),
    until,
    paidYen,
    // Rounded down to whole yen in favour of neither side's guess: percentages are of whole yen sums.
    refundYen: Math.floor((paidYen * refundPercent(procedure, bookedDay, today)) / 100),
  };
}
