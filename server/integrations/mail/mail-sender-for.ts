import type { Config } from '../../config.ts';
import { lineUser } from '../../domain/notifications/line-links.ts';
import type { MailSender } from '../../domain/notifications/send-outbox.ts';
import { createLineSender } from '../line/line-sender.ts';
import { sampleMailbox } from './sample-mailbox.ts';
import { createSmtpSender } from './smtp-sender.ts';

type SenderConfig = Pick<Config, 'mode' | 'smtpUrl' | 'publicUrl' | 'line'>;

function byMail({ smtpUrl, publicUrl, mode }: SenderConfig): MailSender | undefined {
  if (smtpUrl !== null) return createSmtpSender({ smtpUrl, publicUrl });
  return mode === 'sample' ? sampleMailbox : undefined;
}

const noServer: MailSender = {
  async send() {
    throw new Error('SMTP_URL is not set');
  },
};

/** Undefined: production without SMTP_URL (and without LINE) keeps its mails until it has one. */
export function mailSenderFor(config: SenderConfig): MailSender | undefined {
  const mail = byMail(config);
  if (config.line === null) return mail;
  const line = createLineSender(config.line);
  return {
    send: (one) => (lineUser(one.to) === undefined ? (mail ?? noServer) : line).send(one),
  };
}
