import type { Locale } from '../procedures/locale.ts';

/** A mail to send. Recipient and body are encrypted at rest; the subject carries nothing personal. */
export interface OutboxMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly locale: Locale;
  readonly attempts: number;
  readonly nextAt: Date;
}

export interface OutboxStore {
  add(mail: OutboxMail): Promise<void>;
  due(now: Date, limit: number): Promise<readonly OutboxMail[]>;
  sent(id: string, at: Date): Promise<void>;
  retry(id: string, nextAt: Date, error: string): Promise<void>;
  /** The last mails that were sent, for the mail page of the sample town. */
  recent(limit: number): Promise<readonly (OutboxMail & { readonly sentAt: Date | null })[]>;
}
