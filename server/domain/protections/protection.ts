import { addDays, addMonths } from '../../lib/jst-date.ts';
import type { SearchTerm } from '../inbox/search-terms.ts';
import type { KnownPerson, PersonMark } from './person-marks.ts';

/** Who is protected, and why it was granted. */
export interface ProtectedPerson extends KnownPerson {
  readonly why: string;
}

/** Somebody who is none of the named few looked for exactly that person. */
export interface BlockedSearch {
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

/** Who does something, for the log. */
export interface ProtectionBy {
  readonly actor: string;
  readonly at: Date;
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

export interface MarkedCase {
  readonly applicationId: string;
  readonly marks: readonly PersonMark[];
}

/** A case stays hidden to whoever does not read every protection that lies on it. */
export interface ProtectionStore {
  add(
    protection: Omit<Protection, 'searches'> & { readonly createdBy: string },
    by: ProtectionBy,
  ): Promise<void>;
  /** undefined also for whoever is none of the named few. */
  find(id: string, staffId: string): Promise<Protection | undefined>;
  /** The ones that this person reads, the next to end first. */
  listFor(staffId: string): Promise<readonly Protection[]>;
  /** How many of those end by that JST day. */
  countEnding(staffId: string, by: string): Promise<number>;
  /** @returns false when somebody else has changed its end meanwhile (nothing is written) */
  renew(
    id: string,
    change: { readonly from: string; readonly to: string },
    by: ProtectionBy,
  ): Promise<boolean>;
  /** Their open cases that others are responsible for are nobody's again. */
  setReaders(id: string, readers: readonly string[], by: ProtectionBy): Promise<void>;
  /** Its cases are seen like others again; what was known of the person goes. */
  end(id: string, by: ProtectionBy): Promise<void>;
  /** Cases of protected persons are protected from now on. @returns those that were not before */
  match(cases: readonly MarkedCase[], at: Date): Promise<readonly string[]>;
  /** By hand. */
  protect(applicationId: string, protectionId: string, by: ProtectionBy): Promise<void>;
  release(applicationId: string, protectionId: string, by: ProtectionBy): Promise<void>;
  /** All cases that this person must not see; '' = whoever is nobody. */
  keptFrom(staffId: string): Promise<ReadonlySet<string>>;
  /** Ids of the protections on a case. */
  ofCase(applicationId: string): Promise<readonly string[]>;
  /** Staff who read every protection on it; empty also for a case without. */
  readersOfCase(applicationId: string): Promise<readonly string[]>;
  /** Ids of the cases, the latest first. */
  casesOf(protectionId: string): Promise<readonly string[]>;
  /** Ids of the protections of whoever is marked so. */
  markedBy(marks: readonly PersonMark[]): Promise<readonly string[]>;
  /**
   * Somebody looked for those terms: where they are exactly a protected person's, and the searcher
   * is none of the named few, the named few will see it.
   */
  noteSearch(terms: readonly SearchTerm[], staffId: string, by: ProtectionBy): Promise<void>;
}
