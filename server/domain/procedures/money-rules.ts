import type { Expression, FeeLineRule } from './procedure.ts';

/** When a fee is asked for. `monthly_bill`: once the month of use is over. */
type FeeWhen = 'with_application' | 'after_review' | 'at_counter' | 'monthly_bill' | 'none';

export interface FeeRule {
  readonly when: FeeWhen;
  /** 歳入科目 of the lines that name none themselves. */
  readonly revenueItem?: string;
  readonly exemptWhen?: Expression<boolean>;
  /** Attachments that prove the exemption; without one of them it does not count. Empty: it needs none. */
  readonly exemptProof: readonly string[];
  /**
   * Days to pay, from the day after: a monthly bill (absent: to the end of that month), a fee at the
   * counter (absent: no day is said).
   */
  readonly payDays?: number;
  /** Ids of the dates between which each month is billed by itself; absent: the one month of use. */
  readonly months?: { readonly from: string; readonly to?: string };
  /** What is paid at the counter can be paid online, too. */
  readonly online?: true;
  readonly lines: readonly FeeLineRule[];
}

/** How much is given back to who withdraws until then; the first one that fits counts. */
export interface RefundBracket {
  readonly daysBefore: number;
  readonly percent: number;
  /** That very day does not count in any more. */
  readonly exclusive?: true;
}

/** What a resident may change in an order that was sent. */
export interface ChangeRule {
  /** Ids of fields (no rows). */
  readonly fields: readonly string[];
  /** Last day on which it is possible, counted back from the booked day; absent: the day before. */
  readonly untilDaysBeforeBooking?: number;
}
