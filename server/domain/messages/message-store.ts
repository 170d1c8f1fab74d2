import type { Application } from '../applications/application.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Message } from './message.ts';

/** Why a message was not taken. */
export type MessageRefusal = 'closed' | 'too_many';

/**
 * Messages of a case, both ways. Every method is one whole atomic operation with its audit entry,
 * whose subject is the application and whose detail never holds words of the message:
 *
 * - `message.sent` by `staff:<login>`: the town wrote (detail: message, sentence)
 * - `message.received` by `resident`: the resident wrote (detail: message)
 * - `message.read` by whoever read first (detail: author of what was read, count)
 *
 * Whoever follows the log for the inbox looks up `unreadAt` after `message.received` and
 * `message.read`: it is the moment of the resident's last message that no staff have read.
 */
export interface MessageStore {
  /** Oldest first. */
  list(applicationId: string): Promise<readonly Message[]>;
  /**
   * `decide` is asked under the write lock, with the case as it is now and how many messages that
   * side has written since `since`. The same id again writes nothing and gives `already`.
   */
  add(change: {
    readonly message: Omit<Message, 'readAt'>;
    readonly actor: 'resident' | `staff:${string}`;
    readonly since: Date;
    readonly mails?: readonly OutboxMail[];
    decide(application: Application, written: number): MessageRefusal | undefined;
  }): Promise<'added' | 'already' | MessageRefusal>;
  /** What that author wrote has been seen by the other side. @returns how many had not been */
  markRead(change: {
    readonly applicationId: string;
    readonly author: Message['author'];
    readonly actor: 'resident' | `staff:${string}`;
    readonly now: Date;
  }): Promise<number>;
  /** Of the resident's last message that no staff have read; null when there is none. */
  unreadAt(applicationId: string): Promise<Date | null>;
}
