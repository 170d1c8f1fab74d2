import type { MailSender } from '../../domain/notifications/send-outbox.ts';

/** The sample town sends nothing: its mails count as sent and are read on /sample/mail. */
export const sampleMailbox: MailSender = { send: async () => undefined };
