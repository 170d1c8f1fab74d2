import { MailRefused } from '../../domain/notifications/refused-mail.ts';
import type { MailSender } from '../../domain/notifications/send-outbox.ts';

// Names that can never exist (RFC 2606 2), so that a refused mail can be tried out.
const NOWHERE = /@(.+\.)?invalid$/i;

/** The sample town sends nothing: its mails count as sent and are read on /sample/mail. */
export const sampleMailbox: MailSender = {
  async send({ to }) {
    if (NOWHERE.test(to)) throw new MailRefused('550 5.1.2 no such domain');
  },
};
