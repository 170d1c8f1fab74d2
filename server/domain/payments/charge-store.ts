import type { Application, ApplicationEvent, NewCharge } from '../applications/application.ts';
import type { Bill, BillState } from '../bills/bill.ts';
import type { LedgerEntry } from '../books/ledger-entry.ts';
import type { PendingChange } from '../changes/pending-change.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { TillEntry } from '../till/till-session.ts';
import type { Charge, ChargeEvent, ChargeState, PaymentAttempt, PaymentMethod } from './payment.ts';

/** A charge with all that its transitions may touch, read under the write lock. */
export interface ChargeSnapshot {
  readonly charge: Charge;
  /** One of the two is what it is owed for. */
  readonly application: Application | null;
  readonly bill: Bill | null;
  /** Is there another charge for the same that can be paid or has been? */
  readonly hasLivingSibling: boolean;
  readonly attempts: readonly PaymentAttempt[];
  /** In order of `seq`: what each attempt came to is read from them, under the same lock. */
  readonly events: readonly ChargeEvent[];
  readonly booking: {
    readonly id: string;
    readonly state: BookingState;
    readonly day: string;
  } | null;
  /** Of a difference: the changed order that waits for it; null when it waits no more. */
  readonly change: PendingChange | null;
}

/** `waiting`: on the waiting list, without a seat. */
export type BookingState = 'waiting' | 'held' | 'confirmed' | 'lapsed' | 'cancelled';

/** What a transition writes. Pure data: decided by `transitions.ts`, applied by the store in one commit. */
export interface ChargeChange {
  readonly state: ChargeState;
  readonly events: readonly Omit<ChargeEvent, 'seq'>[];
  readonly method?: PaymentMethod | null;
  readonly paidAt?: Date;
  readonly refundYen?: number;
  readonly payBy?: Date;
  /** What the books get, in the same commit. */
  readonly ledger?: readonly LedgerEntry[];
  readonly bill?: { readonly state: BillState };
  /** A visit that was not written down before: money over the counter comes with its attempt. */
  readonly attempt?: PaymentAttempt;
  /** What a till has of it; refused (`TillRefused`) where that session is not open today. */
  readonly till?: readonly TillEntry[];
  readonly application?: {
    readonly status: Application['status'];
    readonly receivedAt?: Date;
    /** null opens it again (money for a lapsed one that could be reclaimed). */
    readonly closedAt?: Date | null;
    readonly events: readonly Omit<ApplicationEvent, 'seq'>[];
  };
  /** The changed order holds from now on, or never will; its seats follow. */
  readonly order?: 'apply' | 'drop';
  /** What is owed anew for the same application, now that this one has ended. */
  readonly next?: NewCharge;
  /** Notices to put into the outbox in the same commit. */
  readonly mails?: readonly OutboxMail[];
  /**
   * confirm: held → confirmed. lapse: frees the claims. hold: moves the hold's end.
   * reclaim: a lapsed booking takes its slots again if they are all free, else the store answers
   * "slot_taken" and writes nothing (the caller then decides on refund_due).
   */
  readonly booking?:
    | { readonly action: 'confirm' | 'lapse' | 'reclaim' }
    | { readonly action: 'hold'; readonly until: Date };
}

export interface ChargeStore {
  find(id: string): Promise<Charge | undefined>;
  /** What is owed for the application itself: its newest fee that has not ended. */
  findByApplication(applicationId: string): Promise<Charge | undefined>;
  /** Everything that was ever owed for it, the oldest first. */
  listByApplication(applicationId: string): Promise<readonly Charge[]>;
  /** Yen that came for it and are not to be given back, over all of its charges. */
  keptYen(applicationId: string): Promise<number>;
  /**
   * Applications of those procedures that were used (or, where nothing is booked, sent) before that
   * JST day and not billed yet; by id, behind `after`. `eachMonth`: those whose use was granted and
   * that were not billed since that day.
   */
  unbilled(query: {
    readonly procedureIds: readonly string[];
    readonly eachMonth: boolean;
    readonly before: string;
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly string[]>;
  attempts(chargeId: string): Promise<readonly PaymentAttempt[]>;
  /** By which definition it is owed; undefined for a bill. */
  definitionOf(chargeId: string): Promise<Pick<Application, 'procedureId' | 'version'> | undefined>;
  findAttemptByRef(provider: string, providerRef: string): Promise<PaymentAttempt | undefined>;
  events(chargeId: string): Promise<readonly ChargeEvent[]>;
  /** Stored before the provider is called: its id is the idempotency key. */
  addAttempt(attempt: PaymentAttempt): Promise<void>;
  setAttemptSession(
    attemptId: string,
    session: { providerRef: string; url: string },
  ): Promise<void>;
  /**
   * Reads the snapshot under the write lock, lets `decide` choose, applies it. `decide` returning
   * undefined writes nothing. A provider event id seen before gives "duplicate".
   */
  change(
    chargeId: string,
    decide: (snapshot: ChargeSnapshot) => ChargeChange | undefined,
  ): Promise<'changed' | 'unchanged' | 'duplicate' | 'slot_taken'>;
  /** Charges that are not final and were last touched before then: for sweeps. */
  listUnsettled(touchedBefore: Date, limit: number): Promise<readonly Charge[]>;
  /** Charges whose pay-by has passed and that are not final. */
  listOverdue(now: Date, limit: number): Promise<readonly Charge[]>;
}
