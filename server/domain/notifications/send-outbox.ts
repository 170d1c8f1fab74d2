import type { Clock } from '../../lib/clock.ts';
import type { OutboxMail, OutboxStore } from './outbox.ts';

/** Hands one mail to whoever delivers it; throws when it was not taken. */
export interface MailSender {
  send(mail: OutboxMail): Promise<void>;
}

const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;

/** 1, 2, 4 … minutes, then every six hours: a mail is never given up (I15). */
export function retryAt(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(2 ** attempts * MINUTE_MS, LONGEST_WAIT_MS));
}

/** What went wrong in words that carry no address: servers like to repeat the recipient. */
function withoutAddresses(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/[^\s<>]+@[^\s<>]+/g, '…').slice(0, 200);
}

/**
 * Sends what is due, oldest first. A mail counts as sent only after the sender took it, so a crash
 * in between may send it twice but never loses it.
 * @returns how many were sent, and how many have to wait
 */
export async function sendOutbox(
  { outbox, clock }: { readonly outbox: OutboxStore; readonly clock: Clock },
  sender: MailSender,
): Promise<{ readonly sent: number; readonly waiting: number }> {
  const result = { sent: 0, waiting: 0 };
  for (const mail of await outbox.due(clock.now(), 20)) {
    try {
      await sender.send(mail);
    } catch (error) {
      await outbox.retry(mail.id, retryAt(clock.now(), mail.attempts), withoutAddresses(error));
      result.waiting += 1;
      continue;
    }
    await outbox.sent(mail.id, clock.now());
    result.sent += 1;
  }
  return result;
}
