import type { SeatGiving } from '../bookings/waiting-list.ts';
import type { CaseNote } from '../cases/case.ts';
import type { Answers } from '../fields/answers.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Locale } from '../procedures/locale.ts';
import type { Device } from '../understanding/device.ts';
import type { EntrySource } from '../understanding/entry-source.ts';
import type {
  AccessSecrets,
  Application,
  ApplicationEvent,
  Draft,
  PendingInput,
  Submission,
} from './application.ts';

/** Where a form was entered from, and on what kind of machine; undefined: not known. */
export interface Entered {
  readonly source?: EntrySource | undefined;
  readonly device?: Device | undefined;
}

/** Every method is one whole atomic operation. Errors of the database surface as `storage_unavailable`. */
export interface DraftStore {
  /** Also counts the start of a journey (procedure, version, channel, language, time; nothing personal). */
  create(draft: Draft, entered?: Entered): Promise<void>;
  find(id: string): Promise<Draft | undefined>;
  /**
   * As this process read that revision last, without asking storage: whoever trusts it says so to
   * what it writes (`Submission.isUnread`), which finds out whether it was sent, left or handed over.
   */
  recall(id: string, revision: number): Draft | undefined;
  /** It was sent: nothing is recalled of it. */
  forget(id: string): void;
  /** The oldest living draft of a correction or phase (`kind`) of that case. */
  findForCase(applicationId: string, kind: string, now: Date): Promise<Draft | undefined>;
  /** The newest living draft of a new application, of that session for that procedure. */
  findBySession(sessionHash: string, procedureId: string, now: Date): Promise<Draft | undefined>;
  /** All living drafts of a session. */
  listBySession(sessionHash: string, now: Date): Promise<readonly Draft[]>;
  /**
   * Saves answers if the draft still has `revision`; clears `pending`; returns the new revision or
   * "conflict". `locale` follows the reader.
   */
  save(change: {
    id: string;
    revision: number;
    answers: Answers;
    locale: Locale;
    now: Date;
    expiresAt: Date;
  }): Promise<number | 'conflict'>;
  /** Keeps what was typed without touching the revision. */
  keepPending(change: {
    id: string;
    pending: PendingInput | null;
    locale: Locale;
    now: Date;
  }): Promise<void>;
  /**
   * The same of what came back with errors, if the draft still has `revision`: this process shows it
   * at once, and writes it with others some seconds later. Lost with the process, which a page that
   * has to be mended may be.
   */
  keepPendingSoon(change: {
    id: string;
    revision: number;
    pending: PendingInput;
    locale: Locale;
  }): void;
  /** Writes what waits. */
  writePending(): Promise<void>;
  /** Cuts the tie with the browser and sets the secret by which it can be taken up again. */
  leave(change: { id: string; resumeHash: string; now: Date }): Promise<void>;
  /** "Leave this phone": cuts the tie of all drafts of a session; their codes and links stay good. */
  leaveAll(sessionHash: string, now: Date): Promise<void>;
  /** Ties a draft to a session again; undefined when the secret fits no living draft. */
  resume(change: {
    resumeHash: string;
    sessionHash: string;
    now: Date;
  }): Promise<Draft | undefined>;
  /** Ties a draft whose session is gone to a new one (the form's own token proved it). */
  adopt(change: { id: string; sessionHash: string; now: Date }): Promise<void>;
  remove(id: string): Promise<void>;
  removeExpired(now: Date): Promise<number>;
}

export type SubmitOutcome =
  | { readonly result: 'submitted' }
  /** The same draft was submitted before: nothing was written, here is what it became. */
  | { readonly result: 'already'; readonly applicationId: string }
  | { readonly result: 'slot_taken' }
  /** Another tab saved in between: nothing was written, the draft stays. */
  | { readonly result: 'draft_changed' }
  /** The receipt number is in use; nothing was written, try another one. */
  | { readonly result: 'number_taken' };

export interface ApplicationStore {
  /** Application, events, audit entry, booking claims, charge; the draft goes. All or nothing. */
  submit(submission: Submission): Promise<SubmitOutcome>;
  find(id: string): Promise<Application | undefined>;
  /** The application if number and code fit together; the same work whether the number exists or not. */
  findByNumberAndCode(number: string, code: string): Promise<Application | undefined>;
  findByLink(link: string): Promise<Application | undefined>;
  /** Lets a session see an application until then. */
  grant(change: { sessionHash: string; applicationId: string; expiresAt: Date }): Promise<void>;
  /** Sent after that moment, by or opened in that session, as long as it may see them. */
  listBySession(sessionHash: string, since: Date, now: Date): Promise<readonly Application[]>;
  isGranted(sessionHash: string, applicationId: string, now: Date): Promise<boolean>;
  /** "Leave this phone": ends every grant of the session. */
  revokeGrants(sessionHash: string): Promise<void>;
  removeExpiredGrants(now: Date): Promise<number>;
  /**
   * 個人番号 of an application, whole, by the place of its answer (`my_number`,
   * `children.0.my_number`). Nothing else opens them, and who did stands in the audit log.
   */
  openIndividualNumbers(by: {
    applicationId: string;
    actor: string;
    now: Date;
  }): Promise<Readonly<Record<string, string>>>;
  /** Code and link for showing again to a granted session; undefined after 24 hours. */
  secrets(applicationId: string, now: Date): Promise<AccessSecrets | undefined>;
  /** The timeline without what staff took back (`cases.timeline` has that, too). */
  events(applicationId: string): Promise<readonly ApplicationEvent[]>;
  /**
   * Withdraws under the write lock: `decide` sees the application as it is now and returns the
   * events to write, or throws a DomainError and nothing is written. Frees the booking once, with
   * the seats of a change that waits; unpaid charges are cancelled; `refundYen` > 0 becomes due, of
   * the money that came last first. With `seats`, the first in line gets the seat that is free now.
   */
  withdraw(change: {
    id: string;
    now: Date;
    seats?: SeatGiving;
    mails?: readonly OutboxMail[];
    /**
     * @param lastSeq number of the newest entry of the timeline
     * @param paidYen what came for it and is not due back yet
     */
    decide(
      current: Application,
      lastSeq: number,
      paidYen: number,
    ): {
      readonly refundYen: number;
      /** The first one is the withdrawal; `note` is sealed with it. */
      readonly events: readonly Omit<ApplicationEvent, 'seq'>[];
      readonly note?: CaseNote;
    };
  }): Promise<Application>;
}

/** What the definitions were, so that what runs stays on its version. */
export interface DefinitionStore {
  /** Remembers versions; a known one is left as it is. */
  keep(
    versions: readonly {
      readonly procedureId: string;
      readonly version: string;
      readonly sources: Readonly<Record<string, string>>;
      readonly publishedAt: Date;
    }[],
  ): Promise<void>;
  find(procedureId: string, version: string): Promise<Readonly<Record<string, string>> | undefined>;
}
