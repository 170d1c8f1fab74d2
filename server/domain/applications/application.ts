import type { Confirmation } from '../counter/confirmation.ts';
import type { ValueCounts } from '../counter/sitting.ts';
import type { Answers, RawInput } from '../fields/answers.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { ChargeKind } from '../payments/payment.ts';
import type { Locale } from '../procedures/locale.ts';
import type { SealedAnswers } from '../sealing/sealed-case.ts';

export type Channel = 'online' | 'counter' | 'paper';

/** A form being filled in. Answers lie encrypted in storage; stores hand them out opened. */
export interface Draft {
  readonly id: string;
  readonly procedureId: string;
  readonly version: string;
  readonly locale: Locale;
  readonly channel: Channel;
  /** SHA-256 of the browser's session secret; null once "save and leave" has cut the tie. */
  readonly sessionHash: string | null;
  /** Counts every saved change; a form carries the one that it was rendered with. */
  readonly revision: number;
  readonly answers: Answers;
  /** What was typed on a page but not yet valid or not yet sent (language switch, save and leave). */
  readonly pending: PendingInput | null;
  readonly startedAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date;
  /** A correction or a phase of a case: its answers begin with the case's. Absent: a new application. */
  readonly caseOf?: {
    readonly applicationId: string;
    /** `correction` or `phase:<id>`. */
    readonly kind: string;
  };
}

export interface PendingInput {
  readonly page: string;
  /** Row number of a repeat page. */
  readonly row?: number;
  /** The saved row that it changes, wherever that stands by now; none: a new row. */
  readonly rowId?: string;
  readonly raw: RawInput;
  /** What waits on other pages, the latest first. */
  readonly others?: readonly PendingInput[];
}

export type ApplicationStatus =
  | 'prepared' // made online, to be printed and brought
  | 'awaiting_payment'
  | 'waitlisted' // for a seat that somebody gives back
  | 'received'
  | 'in_review'
  | 'returned' // the resident has something to mend
  | 'fee_due' // the amount was fixed after the review
  | 'approved' // a second submission is awaited
  | 'granted'
  | 'refused'
  | 'completed'
  | 'lapsed'
  | 'withdrawn';

export interface Application {
  /** Its draft had the same. */
  readonly id: string;
  /** Label for people, e.g. "2611-4821-9035"; never a credential. */
  readonly number: string;
  readonly procedureId: string;
  readonly version: string;
  readonly countsAs: readonly string[];
  readonly channel: Channel;
  readonly locale: Locale;
  readonly status: ApplicationStatus;
  readonly answers: Answers;
  readonly feeYen: number;
  readonly startedAt: Date;
  readonly submittedAt: Date;
  /** Complete and, where a fee was due, paid: the moment that counts. */
  readonly receivedAt: Date | null;
  readonly closedAt: Date | null;
}

/** One entry of the timeline; append-only. */
export interface ApplicationEvent {
  readonly seq: number;
  readonly type:
    | 'submitted'
    | 'prepared'
    | 'brought'
    | 'payment_completed'
    | 'received'
    | 'waitlisted'
    | 'seat_given'
    | 'hold_expired'
    | 'withdrawn'
    | 'refund_due'
    | 'taken_up'
    | 'returned'
    | 'resubmitted'
    | 'paper_received'
    /** Staff made sure who applied; `detail.how` says in which way. */
    | 'identity_checked'
    | 'reminded'
    | 'attachment_added'
    | 'fee_fixed'
    | 'approved'
    | 'phase_submitted'
    | 'granted'
    | 'refused'
    | 'completed'
    /** A changed order costs more; it holds once the difference is paid. */
    | 'change_asked'
    /** The order is another one from now on. */
    | 'changed'
    /** It was not paid, or called off: the order stands as it was. */
    | 'change_lapsed'
    /** Staff have seen that the fee is not owed. */
    | 'exemption_accepted'
    /** The fee of a month that is over was asked for, has come, has not come in time. */
    | 'bill_made'
    | 'bill_paid'
    | 'bill_overdue'
    /** The fee that is paid at the counter, beside the case. */
    | 'counter_paid'
    /** Staff took their last step back, before anybody was told. `detail.seq` names the step. */
    | 'undone';
  readonly at: Date;
  readonly actor: 'resident' | 'system' | 'provider' | `staff:${string}`;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** All that one final POST writes, in one commit. */
export interface Submission {
  readonly application: Application;
  /** The draft's revision that was read and is sent; a newer one in storage refuses the submission. */
  readonly draftRevision: number;
  /** The draft comes from memory: refused as well when it is this session's no more. */
  readonly isUnread?: true;
  /** SHA-256 of the session that may see the confirmation. */
  readonly sessionHash: string;
  readonly events: readonly Omit<ApplicationEvent, 'seq'>[];
  readonly booking: NewBooking | null;
  /**
   * A place on the waiting list instead, when no seat is left or somebody waits already; decided
   * under the write lock. Absent: what is taken refuses the submission.
   */
  readonly ifFull?: WaitingSubmission;
  readonly charge: NewCharge | null;
  /**
   * Keys that the answers ask for, and the files that were there when it was read: other files in
   * storage refuse the submission, those under other keys go. Absent: nothing was asked for.
   */
  readonly attachments?: { readonly keys: readonly string[]; readonly ids: readonly string[] };
  /** At the counter: staff entered it, and the resident confirmed it. */
  readonly confirmation?: Confirmation;
  /** What its task at the counter has saved of typing. */
  readonly counts?: ValueCounts;
  /** What the application says, where the portal may not know it: its own answers are empty then. */
  readonly sealed?: SealedAnswers;
  /** JST day from which its reminder is due. */
  readonly remindOn?: string;
  /** Notices to put into the outbox in the same commit. */
  readonly mails?: readonly OutboxMail[];
}

/** What is written in place of `status`, `receivedAt` (null), `events` and `mails`. */
export interface WaitingSubmission {
  /** How many may wait for one slot of a day; null = any number. */
  readonly max: number | null;
  readonly status: ApplicationStatus;
  readonly events: Submission['events'];
  readonly mails?: readonly OutboxMail[];
}

/** The second secret beside the number, and the secret of the status link (≥ 128 bits). */
export interface AccessSecrets {
  readonly code: string;
  readonly link: string;
}

export interface NewBooking {
  readonly id: string;
  readonly resource: string;
  readonly day: string;
  readonly slots: readonly string[];
  /** Units to occupy: each atom of the resource for each slot. `capacity` seats per (atom, day, slot). */
  readonly claims: readonly {
    readonly atom: string;
    readonly slot: string;
    readonly capacity: number;
  }[];
  /** Until when unpaid; null = confirmed at once. */
  readonly holdUntil: Date | null;
}

export interface NewCharge {
  readonly id: string;
  readonly kind: ChargeKind;
  readonly yen: number;
  readonly lines: readonly {
    readonly item: string;
    readonly label: string;
    readonly yen: number;
    /** 歳入科目, where it is another one than the definition's for that item. */
    readonly revenueItem?: string;
  }[];
  readonly payBy: Date;
  /** Of a month's bill where each month is billed by itself: "2026-12". One bill for each. */
  readonly month?: string;
}
