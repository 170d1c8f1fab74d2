import type { Clock } from '../../lib/clock.ts';
import type { OutboxMail, OutboxStore } from './outbox.ts';
import { MailRefused } from './refused-mail.ts';

/**
 * Hands one mail to whoever delivers it.
 * @throws MailRefused when it can never be delivered, anything else when it was not taken now
 */
export interface MailSender {
  send(mail: OutboxMail): Promise<void>;
}

const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;

/** 1, 2, 4 … minutes, then every six hours: only a refusal for good ends it (I15). */
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
 * in between may send it twice but never loses it. What is refused for good is noted where staff
 * see it.
 * @returns how many were sent, how many have to wait, how many never arrive
 */
export async function sendOutbox(
  { outbox, clock }: { readonly outbox: OutboxStore; readonly clock: Clock },
  sender: MailSender,
): Promise<{ readonly sent: number; readonly waiting: number; readonly refused: number }> {
  const result = { sent: 0, waiting: 0, refused: 0 };
  for (const mail of await outbox.due(clock.now(), 20)) {
    try {
      await sender.send(mail);
    } catch (error) {
      const reason = withoutAddresses(error);
      if (error instanceof MailRefused) {
        await outbox.refuse({ id: mail.id, at: clock.now(), reason });
        result.refused += 1;
      } else {
        await outbox.retry(mail.id, retryAt(clock.now(), mail.attempts), reason);
        result.waiting += 1;
      }
      continue;
    }
    await outbox.sent(mail.id, clock.now());
    result.sent += 1;
  }
  return result;
}
