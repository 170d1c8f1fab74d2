import { todayInTokyo } from '../../lib/jst-date.ts';
import { DomainError } from '../errors.ts';

/** 証明書の交付: what was handed out at the counter. Nothing in it says to whom. */
export interface CertificateIssue {
  readonly id: string;
  /** Key of municipality.yaml's `counter.certificates`. */
  readonly kind: string;
  readonly copies: number;
  readonly section: string;
  readonly sittingId: string | null;
  readonly staffLogin: string;
  readonly at: Date;
  /** Entered by mistake and taken back. */
  readonly undoneAt: Date | null;
}

const MOST_COPIES = 20;

export interface IssueCount {
  /** JST month YYYY-MM. */
  readonly month: string;
  readonly kind: string;
  readonly copies: number;
}

export interface IssueStore {
  /** With its entry in the log. The same id again changes nothing: a button was pressed twice. */
  add(issue: CertificateIssue): Promise<void>;
  /** From that moment on, newest first, also what was taken back. */
  listSince(since: Date): Promise<readonly CertificateIssue[]>;
  /**
   * Under the write lock, with its entry in the log; `check` throws what it refuses.
   * @throws DomainError page_not_found
   */
  undo(
    at: { readonly id: string; readonly now: Date },
    check: (issue: CertificateIssue) => void,
  ): Promise<void>;
  /** Copies by month and kind, without what was taken back. JST days, both included. */
  counts(from: string, to: string): Promise<readonly IssueCount[]>;
}

/** Everything that is handed out is entered as it happens. @param wanted as it came from the page */
export function readIssue(
  wanted: { readonly kind: string; readonly copies: string },
  kinds: readonly string[],
): { readonly kind: string; readonly copies: number } | undefined {
  const copies = Number(wanted.copies);
  const isCount = Number.isInteger(copies) && copies >= 1 && copies <= MOST_COPIES;
  return isCount && kinds.includes(wanted.kind) ? { kind: wanted.kind, copies } : undefined;
}

/**
 * A slip of the finger is taken back by whoever made it, on the same day: after that the figures stand.
 * @throws DomainError transition_not_allowed
 */
export function undoIssue(
  issues: IssueStore,
  { id, staffLogin, now }: { id: string; staffLogin: string; now: Date },
): Promise<void> {
  return issues.undo({ id, now }, (issue) => {
    if (!mayUndo(issue, staffLogin, now)) throw new DomainError('transition_not_allowed');
  });
}

export function mayUndo(issue: CertificateIssue, staffLogin: string, now: Date): boolean {
  const isToday = todayInTokyo(issue.at) === todayInTokyo(now);
  return issue.undoneAt === null && issue.staffLogin === staffLogin && isToday;
}
