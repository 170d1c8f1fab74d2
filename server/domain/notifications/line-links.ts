import type { OutboxMail } from './outbox.ts';

/** Something that happened to a case whose resident wants to hear of it by LINE. */
export interface LineNews {
  readonly applicationId: string;
  /** LINE's name for whoever is told; sealed in storage. */
  readonly userId: string;
  /** Of the audit entry: `application.returned`, `message.sent` … */
  readonly action: string;
  readonly actor: string;
  readonly at: Date;
}

/** Who is told by LINE about which case. Every method is one whole atomic operation. */
export interface LineLinkStore {
  /** A code that whoever sees the case sends to the town's LINE account, once and soon. */
  issueCode(code: {
    readonly applicationId: string;
    readonly code: string;
    readonly until: Date;
  }): Promise<void>;
  /**
   * Somebody has sent a code: from now on they are told, and nobody else.
   * @returns the case, or undefined when the code is unknown, used or too old
   */
  link(sent: {
    readonly code: string;
    readonly userId: string;
    readonly now: Date;
  }): Promise<string | undefined>;
  /** Since when somebody is told; undefined when nobody is. */
  linkedSince(applicationId: string): Promise<Date | undefined>;
  unlink(applicationId: string, now: Date): Promise<void>;
  /** They have blocked the town's account: nothing goes to them any more. */
  unlinkUser(userId: string, now: Date): Promise<void>;
  /** What happened until then and has not been told; a cursor in the audit log remembers. */
  news(
    until: Date,
    limit: number,
  ): Promise<{ readonly from: number; readonly upTo: number; readonly news: readonly LineNews[] }>;
  /** The notices of that news go into the outbox, once, whoever else tells it. */
  told(part: {
    readonly from: number;
    readonly upTo: number;
    readonly mails: readonly OutboxMail[];
  }): Promise<void>;
}

const LINE = 'line:';

/** A recipient in the outbox that LINE delivers to. */
export const lineRecipient = (userId: string) => `${LINE}${userId}`;

/** LINE's name for that recipient; undefined for a mail address. */
export function lineUser(recipient: string): string | undefined {
  return recipient.startsWith(LINE) ? recipient.slice(LINE.length) : undefined;
}
