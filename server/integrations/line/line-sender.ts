import { hash } from 'node:crypto';
import type { LineSettings } from '../../config.ts';
import { lineUser } from '../../domain/notifications/line-links.ts';
import { MailRefused } from '../../domain/notifications/refused-mail.ts';
import type { MailSender } from '../../domain/notifications/send-outbox.ts';

const TIMEOUT_MS = 15_000;

/** The same notice sent again has the same key, so that LINE delivers it once (good for 24 hours). */
function retryKey(mailId: string): string {
  const hex = hash('sha256', mailId, 'hex');
  return [0, 8, 12, 16, 20].map((from, at) => hex.slice(from, [8, 12, 16, 20, 32][at])).join('-');
}

/** Notices by the LINE Messaging API (push message). */
export function createLineSender(
  { token, apiBase }: LineSettings,
  request: typeof fetch = fetch,
): MailSender {
  return {
    async send({ id, to, body }) {
      const user = lineUser(to);
      if (user === undefined) throw new MailRefused('recipient is not on LINE');
      const reply = await request(`${apiBase}/v2/bot/message/push`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'X-Line-Retry-Key': retryKey(id),
        },
        body: JSON.stringify({ to: user, messages: [{ type: 'text', text: body }] }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await reply.body?.cancel();
      // 409: this very notice was taken before.
      if (reply.ok || reply.status === 409) return;
      // 400: no such user. Everything else is a wrong token, too many requests, or LINE's trouble.
      const reason = `LINE answered ${reply.status}`;
      throw reply.status === 400 ? new MailRefused(reason) : new Error(reason);
    },
  };
}
