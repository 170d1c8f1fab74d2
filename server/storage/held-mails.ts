import { inArray } from 'drizzle-orm';
import { DomainError } from '../domain/errors.ts';
import type { OutboxMail } from '../domain/notifications/outbox.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';
import { addMails } from './outbox-store.ts';

/** More than any step sends. */
const MOST_MAILS = 9;

/** A step's mails are found again by their ids: no column names the step. */
const mailId = (applicationId: string, seq: number, index: number) =>
  `step:${applicationId}:${seq}:${index}`;

/** Puts the mails of a step into the outbox, to go out at `until` at the earliest. */
export async function holdMails(
  connection: Connection,
  ring: KeyRing,
  held: { applicationId: string; seq: number; mails: readonly OutboxMail[]; until: Date },
): Promise<void> {
  const { applicationId, seq, mails, until } = held;
  if (mails.length > MOST_MAILS) throw new RangeError('more mails than a step can hold back');
  const later = mails.map((mail, index) => ({
    ...mail,
    id: mailId(applicationId, seq, index),
    nextAt: mail.nextAt < until ? until : mail.nextAt,
  }));
  await addMails(connection, ring, later);
}

/**
 * Takes the mails of a step out of the outbox again.
 * @throws DomainError transition_not_allowed when one went out, or was on its way
 */
export async function removeHeldMails(
  { db, tables: { outbox } }: Connection,
  applicationId: string,
  seq: number,
): Promise<void> {
  const ids = Array.from({ length: MOST_MAILS }, (_, index) => mailId(applicationId, seq, index));
  const isOfStep = inArray(outbox.id, ids);
  const { sentAt, attempts } = outbox;
  const mails = await db.select({ sentAt, attempts }).from(outbox).where(isOfStep);
  if (mails.some((mail) => mail.sentAt !== null || mail.attempts > 0)) {
    throw new DomainError('transition_not_allowed', { why: 'undo' });
  }
  await db.delete(outbox).where(isOfStep);
}
