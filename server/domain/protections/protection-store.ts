import type { SearchTerm } from '../inbox/search-terms.ts';
import type { PersonMark } from './person-marks.ts';
import type { Protection } from './protection.ts';

/** Who does something, for the log. */
export interface ProtectionBy {
  readonly actor: string;
  readonly at: Date;
}

interface MarkedCase {
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
  /** All that last, without the persons: for whoever sees to it that somebody reads each. */
  overview(): Promise<readonly Pick<Protection, 'id' | 'to' | 'readers'>[]>;
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
