import type { Config } from '../../config.ts';
import type { MailSender } from '../../domain/notifications/send-outbox.ts';
import { sampleMailbox } from './sample-mailbox.ts';
import { createSmtpSender } from './smtp-sender.ts';

/** Undefined: production without SMTP_URL keeps its mails until it has one. */
export function mailSenderFor(
  config: Pick<Config, 'mode' | 'smtpUrl' | 'publicUrl'>,
): MailSender | undefined {
  const { smtpUrl, publicUrl, mode } = config;
  if (smtpUrl !== null) return createSmtpSender({ smtpUrl, publicUrl });
  return mode === 'sample' ? sampleMailbox : undefined;
}
