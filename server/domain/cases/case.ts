import type { Application, ApplicationEvent, NewCharge } from '../applications/application.ts';
import type { PendingChange } from '../changes/pending-change.ts';
import type { Answers } from '../fields/answers.ts';
import type { Charge } from '../payments/payment.ts';

/** Why something has to be mended: a prepared sentence, so that it can be said in every language. */
export const RETURN_REASONS = [
  'missing', // nothing was given
  'wrong', // does not fit what the town knows
  'unreadable', // a picture can't be read
  'expired', // a document is too old
  'other_document', // another document was sent than the one asked for
  'ask', // the town has a question, in its own words
] as const;

export type ReturnReason = (typeof RETURN_REASONS)[number];

/** One thing to mend. */
export interface ReturnedItem {
  /** `fields.<id>`, `fields.<repeat>.<id>` (with `row`) or `attachments.<key>`. */
  readonly about: string;
  /** Row of a repeat, from 0. */
  readonly row?: number;
  readonly reason: ReturnReason;
}

/** What staff wrote with a step. Personal, so it is sealed in storage and stands in no log. */
export interface CaseNote {
  /** In Japanese, as staff wrote it to the resident. */
  readonly text?: string;
  readonly returned?: readonly ReturnedItem[];
  /** 文書番号 of a decision, once it was given: 「見こ第123号」. */
  readonly documentNumber?: string;
  /** What the resident wants instead of what stands. */
  readonly change?: PendingChange;
}

/** A case with everything that a step may depend on, read under the write lock. */
export interface CaseSnapshot {
  readonly application: Application;
  /** Those that hold: without what was taken back. */
  readonly events: readonly ApplicationEvent[];
  /** Of the whole timeline: says whether the case has moved since somebody looked at it. */
  readonly lastSeq: number;
  /** The charge that counts now, if there is one. */
  readonly charge: Charge | undefined;
}

/** What one step writes, in one commit. */
export interface CaseStep {
  readonly status: Application['status'];
  readonly event: Omit<ApplicationEvent, 'seq'>;
  /** What follows from it at the same moment. */
  readonly also?: readonly Omit<ApplicationEvent, 'seq'>[];
  /** Yen of what was paid that are due to the payer from now on. */
  readonly givesBackYen?: number;
  readonly note?: CaseNote;
  /** A fee that was fixed after the review. */
  readonly charge?: NewCharge;
  readonly feeYen?: number;
  /** JST day from which its reminder is due; null = none (any more). */
  readonly remindOn?: string | null;
  /** null: not received yet (any more). */
  readonly receivedAt?: Date | null;
  /** null: open (again). */
  readonly closedAt?: Date | null;
  /** The step that is taken back: its mails go with it, and one that went out refuses it. */
  readonly undoes?: number;
  /** The change that waits for its payment is given up, its charge with it. */
  readonly dropsChange?: true;
  /** A charge that nobody has begun to pay. */
  readonly cancelsCharge?: string;
}

/** One hand-in of a case: the application itself, a correction, a phase. */
export interface PastSubmission {
  readonly seq: number;
  /** `application`, `correction` or `phase:<id>`. */
  readonly kind: string;
  readonly at: Date;
  readonly answers: Answers;
}

/** `staff:<name>` of whoever took the step; the command line says `staff:cli`. */
export type StaffActor = `staff:${string}`;
