import type { CashlessItems } from './cashless-items.ts';
import type { IssueIndicator } from './issue-indicator.ts';
import type { WaitingIndicator } from './waiting-indicator.ts';

/**
 * The town's figures as pages and open data show them. Counts only: nothing that belongs to one
 * person, and at most two properties crossed (month × one other), so that a rare language or
 * channel in a small town does not point at somebody.
 */
export interface Indicators {
  /** JST date on which they were counted. */
  readonly asOf: string;
  readonly online: OnlineProcedures;
  /** Where the town has a plan for it. */
  readonly cashless?: CashlessItems;
  /** 待ち時間, likewise. */
  readonly waiting?: WaitingIndicator;
  /** 証明書の交付, likewise. */
  readonly issues?: IssueIndicator;
  readonly totals: Counts;
  /** Every month of the period, oldest first, also those in which nothing happened. */
  readonly byMonth: readonly MonthCounts[];
  readonly byProcedure: readonly GroupCounts[];
  readonly byChannel: readonly GroupCounts[];
  readonly byLanguage: readonly GroupCounts[];
}

export interface OnlineProcedures {
  /** Distinct procedures of the plan that can be done online today. */
  readonly count: number;
  /** Their codes, sorted. */
  readonly codes: readonly string[];
  /** Fiscal year of today (2026 = 令和8年度). */
  readonly fiscalYear: number;
  /** What the plan wants by the end of that year; null where it says nothing. */
  readonly planned: number | null;
  /** The last goal of the plan; null without one. */
  readonly target: { readonly fiscalYear: number; readonly procedures: number } | null;
  readonly plan: readonly { readonly fiscalYear: number; readonly procedures: number }[];
}

export interface Counts {
  /** Forms begun in the period. */
  readonly started: number;
  /** Of those, how many were received (whenever). */
  readonly completed: number;
  /** Applications received in the period. */
  readonly received: number;
  /** completed / started, 0 to 1; null when nothing was begun. */
  readonly completionRate: number | null;
}

export interface MonthCounts extends Counts {
  /** JST month YYYY-MM. */
  readonly month: string;
}

export interface GroupCounts extends Counts {
  /** Procedure id, channel or locale code. */
  readonly key: string;
  readonly byMonth: readonly MonthCounts[];
}
