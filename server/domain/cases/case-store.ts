import type { Application, ApplicationEvent, NewBooking } from '../applications/application.ts';
import type { AddOutcome, Attachment, Room } from '../attachments/attachment.ts';
import type { PendingChange } from '../changes/pending-change.ts';
import type { Answers } from '../fields/answers.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { CaseNote, CaseSnapshot, CaseStep, PastSubmission } from './case.ts';

export type ResubmitOutcome = 'submitted' | 'already' | 'draft_changed' | 'slot_taken';

/** Where a booking goes when a correction moves it. */
export type MovedBooking = Pick<NewBooking, 'resource' | 'day' | 'slots' | 'claims'>;

/** A correction or a phase that the resident sends. */
export interface Resubmission {
  readonly applicationId: string;
  readonly draftId: string;
  /** The revision that was read and is sent; a newer one in storage refuses it. */
  readonly draftRevision: number;
  /** `correction`, `phase:<id>` or `change`. */
  readonly kind: string;
  /** All answers of the case as they are from now on. */
  readonly answers: Answers;
  /** What is booked from now on instead, where the answers say another day or place. */
  readonly booking?: MovedBooking;
  readonly now: Date;
  readonly mails?: readonly OutboxMail[];
  /** @throws DomainError when the case no longer waits for this; nothing is written then */
  decide(snapshot: CaseSnapshot): CaseStep;
}

/** Every method is one whole atomic operation. */
export interface CaseStore {
  /**
   * Reads the snapshot under the write lock, lets `decide` choose, applies it with its timeline
   * entry, sealed note, charge, mails and audit entry.
   * @throws DomainError application_not_found; whatever `decide` throws (nothing is written then);
   *   transition_not_allowed (`why: undo`) when a mail of the step that is taken back went out
   */
  take(change: {
    readonly applicationId: string;
    readonly now: Date;
    readonly mails?: readonly OutboxMail[];
    /** The mails go out then, not before: until then the step can be taken back. */
    readonly holdMails?: Date;
    decide(snapshot: CaseSnapshot): CaseStep;
  }): Promise<Application>;
  /**
   * The draft's answers and attachments become the case's, and the draft goes; a booking that moves
   * gives its seats back and takes the new ones; in one commit. "slot_taken": nothing is written.
   * A step whose note carries a change leaves answers and booking as they are: its seats are kept
   * beside the others, and its charge decides.
   */
  submitAgain(resubmission: Resubmission): Promise<ResubmitOutcome>;
  /**
   * Files that come after the application, each with its outcome (never `gone`); a step is taken if
   * one of them was added.
   */
  addAttachments(change: {
    readonly attachments: readonly Attachment[];
    readonly room: Room;
    decide(snapshot: CaseSnapshot): CaseStep;
  }): Promise<readonly AddOutcome[]>;
  /** The whole timeline, with what was taken back; `applications.events` has only what holds. */
  timeline(applicationId: string): Promise<readonly ApplicationEvent[]>;
  /** The changed order that waits for its payment, if one does. */
  pendingChange(applicationId: string): Promise<PendingChange | undefined>;
  /** Notes by the `seq` of their event. */
  notes(applicationId: string): Promise<ReadonlyMap<number, CaseNote>>;
  /** Everything that was handed in, the first one first. */
  submissions(applicationId: string): Promise<readonly PastSubmission[]>;
  /** Cases whose reminder is due on that JST day, as long as they are open. */
  dueReminders(day: string, limit: number): Promise<readonly string[]>;
  /** The id of the case with that receipt number: for staff, who know the number. */
  idOfNumber(number: string): Promise<string | undefined>;
}
