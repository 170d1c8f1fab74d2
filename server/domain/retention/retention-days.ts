import { dayOf, fiscalYear, todayInTokyo } from '../../lib/jst-date.ts';
import type { ApplicationStatus } from '../applications/application.ts';
import type { RetentionRule } from '../procedures/case-rules.ts';

/** How a case ended, as far as its keeping goes. */
export type RetentionClass = 'closed' | 'refused' | 'withdrawn';

/** What retention needs to know of a case. */
export interface KeptCase {
  readonly id: string;
  readonly number: string;
  readonly procedureId: string;
  readonly status: ApplicationStatus;
  readonly submittedAt: Date;
  readonly closedAt: Date | null;
  /** Somebody has asked that it be kept. */
  readonly held: boolean;
}

/**
 * Claims for money end after five years (地方自治法236条), and the papers of an account are kept as
 * long: what was paid stays, without anything about the person.
 */
export const MONEY_YEARS = 5;

export function retentionClass(status: ApplicationStatus): RetentionClass {
  if (status === 'refused') return 'refused';
  return status === 'withdrawn' || status === 'lapsed' || status === 'prepared'
    ? 'withdrawn'
    : 'closed';
}

/** The JST day on which it ended; what was prepared and never brought ends as it was made. "" = it is open. */
export function endDay({ status, submittedAt, closedAt }: KeptCase): string {
  if (closedAt !== null) return todayInTokyo(closedAt);
  return status === 'prepared' ? todayInTokyo(submittedAt) : '';
}

/** First day on which something of that day may go: 1 April, so many fiscal years after its own has ended. */
export function keptUntilAfter(day: string, years: number): string {
  return day === '' ? '' : dayOf(fiscalYear(day) + 1 + years, 4, 1);
}

export function yearsOf(rule: RetentionRule, kind: RetentionClass): number {
  return kind === 'closed' ? rule.years : rule[kind];
}

/** May it go on that JST day? Holds are looked at besides. */
export function isDue(rule: RetentionRule, one: KeptCase, today: string): boolean {
  const from = keptUntilAfter(endDay(one), yearsOf(rule, retentionClass(one.status)));
  return from !== '' && from <= today;
}

/** The latest moment (exclusive) whose day is over after so many years, seen from that JST day. */
export function overBefore(today: string, years: number): Date {
  return new Date(`${dayOf(fiscalYear(today) - years, 4, 1)}T00:00:00+09:00`);
}
