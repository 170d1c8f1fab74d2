import { addDays, addMonths } from '../../lib/jst-date.ts';
import type { KnownPerson } from './person-marks.ts';

/** Who is protected, and why it was granted. */
export interface ProtectedPerson extends KnownPerson {
  readonly why: string;
}

/** Somebody who is none of the named few looked for exactly that person. */
interface BlockedSearch {
  readonly staffId: string;
  readonly at: Date;
}

/**
 * 支援措置 (住民基本台帳事務処理要領 第5-10): asked for by the person, granted for a year, renewed.
 * Nobody but the named few learns where they live. It ends only when one of those ends it: a day
 * that has passed unnoticed shows nothing to anybody.
 */
export interface Protection {
  readonly id: string;
  readonly person: ProtectedPerson;
  /** JST days, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** Ids of staff, in no order. */
  readonly readers: readonly string[];
  readonly searches: readonly BlockedSearch[];
}

/** The last day of a year that begins on that day. */
export function yearFrom(day: string): string {
  return addDays(addMonths(day, 12), -1);
}

/** The last day after renewal: a year more; what was over begins anew today. */
export function renewedTo(to: string, today: string): string {
  return to < today ? yearFrom(today) : addMonths(to, 12);
}

/** So many days before its end the named few are told. */
export const TOLD_BEFORE_DAYS = 30;
