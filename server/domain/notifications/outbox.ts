import type { Locale } from '../procedures/locale.ts';
import type { RefusedMail } from './refused-mail.ts';

/** A mail to send. Recipient and body are encrypted at rest; the subject carries nothing personal. */
export interface OutboxMail {
  /** Of a mail about a case: `caseMailId`. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly locale: Locale;
  readonly attempts: number;
  readonly nextAt: Date;
}

/** A mail that is tried again and again. */
interface StuckMail {
  readonly id: string;
  readonly subject: string;
  readonly attempts: number;
  readonly nextAt: Date;
  readonly error: string;
}

export interface OutboxStore {
  add(mail: OutboxMail): Promise<void>;
  due(now: Date, limit: number): Promise<readonly OutboxMail[]>;
  sent(id: string, at: Date): Promise<void>;
  retry(id: string, nextAt: Date, error: string): Promise<void>;
  /** Never tried again; noted at its case, where it has one, and in the log (`mail.refused`). */
  refuse(refusal: {
    readonly id: string;
    readonly at: Date;
    readonly reason: string;
  }): Promise<void>;
  /** Refused mails that nobody has dealt with, of cases of these procedures, the newest first. */
  refused(procedureIds: readonly string[], limit: number): Promise<readonly RefusedMail[]>;
  refusedOf(applicationId: string): Promise<readonly RefusedMail[]>;
  /**
   * Somebody has dealt with it: the resident was told otherwise, or it goes out again to `sendTo`.
   * @returns false when somebody else was quicker
   */
  settleRefused(change: {
    readonly mail: RefusedMail;
    readonly sendTo?: string;
    readonly actor: `staff:${string}`;
    readonly at: Date;
  }): Promise<boolean>;
  /** Mails that still wait after that many attempts, the oldest first: does the server take any? */
  stuck(attempts: number, limit: number): Promise<readonly StuckMail[]>;
  /** The last mails that were sent or refused, for the mail page of the sample town. */
  recent(
    limit: number,
  ): Promise<
    readonly (OutboxMail & { readonly sentAt: Date | null; readonly refusedAt: Date | null })[]
  >;
}
