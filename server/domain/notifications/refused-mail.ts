import { randomUUID } from 'node:crypto';
import type { Locale } from '../procedures/locale.ts';

/**
 * Thrown by whoever delivers mails when one can never be delivered: the mailbox does not exist.
 * The message carries no address.
 */
export class MailRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MailRefused';
  }
}

/** A mail of a case that did not arrive and that nobody has dealt with yet. */
export interface RefusedMail {
  readonly id: string;
  readonly mailId: string;
  readonly applicationId: string;
  readonly number: string;
  readonly procedureId: string;
  readonly at: Date;
  /** In the resident's language, as it was sent. */
  readonly subject: string;
  readonly locale: Locale;
  /** What the mail server said, without addresses. */
  readonly reason: string;
}

/** Names a mail of a case, so that the case is known when the mail comes to nothing. */
export function caseMailId(applicationId: string): string {
  return `${applicationId}.${randomUUID()}`;
}

// Mails of a step that can be taken back are named `step:<case>:…`.
const CASE_MAIL = /^(?:step:)?([\w-]+)[.:]/;

/** The case of a mail; undefined for one that belongs to none (the link of a saved draft). */
export function caseOfMail(mailId: string): string | undefined {
  return CASE_MAIL.exec(mailId)?.[1];
}
