import type { Transporter } from 'nodemailer';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import { MailRefused } from '../../domain/notifications/refused-mail.ts';
import type { MailSender } from '../../domain/notifications/send-outbox.ts';
import { htmlLang } from '../../domain/procedures/locale.ts';

// One address, nothing that a header or an address list could be made of.
const ADDRESS = /^[^\s<>()[\],;:"\\@]+@[^\s<>()[\],;:"\\@]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

function checked(mail: OutboxMail): OutboxMail {
  if (!ADDRESS.test(mail.to)) throw new MailRefused('recipient is not one plain address');
  if (CONTROL.test(mail.subject)) throw new MailRefused('subject has control characters');
  return mail;
}

/**
 * Does the server say that this mail can never arrive (RFC 5321 4.2.1: 5yz)? Only where it speaks of
 * the mailbox or the mail: a refused login or sender is our own setting, to be mended while mails
 * wait. So are 530 (log in first) and X.7.z (policy: relaying denied), RFC 3463 3.8.
 */
function isForGood(error: unknown): boolean {
  const { responseCode = 0, command, response = '' } = error as Partial<NodemailerError>;
  const isAboutMail = command === 'RCPT TO' || command === 'DATA';
  const isPolicy = responseCode === 530 || /^5\d\d[ -]5\.7\./.test(response);
  return isAboutMail && responseCode >= 500 && responseCode < 600 && !isPolicy;
}

/** What nodemailer adds to its errors. */
interface NodemailerError {
  readonly responseCode: number;
  readonly command: string;
  readonly response: string;
}

/** nodemailer reads its settings from the URL's query; the sender's address is ours. */
function readUrl(smtpUrl: string, publicUrl: string): { url: string; from: string } {
  const url = new URL(smtpUrl);
  const from = url.searchParams.get('from') ?? `no-reply@${new URL(publicUrl).hostname}`;
  url.searchParams.delete('from');
  return { url: url.href, from };
}

/**
 * Mail over SMTP. `SMTP_URL` is nodemailer's (`smtp://user:password@host:587`), with the sender's
 * address as `?from=…` (default: no-reply at the portal's own host name).
 */
export function createSmtpSender(options: {
  readonly smtpUrl: string;
  readonly publicUrl: string;
}): MailSender & { close(): void } {
  const { url, from } = readUrl(options.smtpUrl, options.publicUrl);
  let transporter: Transporter | undefined;

  // Few requests send mail: the package is loaded with the first one.
  async function connect(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    transporter ??= createTransport(
      { url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
      { from },
    );
    return transporter;
  }

  return {
    async send(mail) {
      const { id, to, subject, body, locale } = checked(mail);
      const transport = await connect();
      const sending = transport.sendMail({
        to: { name: '', address: to },
        subject,
        text: body,
        // The same mail sent again keeps its name, so that a mailbox can drop the second one.
        messageId: `<${id.replaceAll(':', '.')}@${new URL(options.publicUrl).hostname}>`,
        headers: { 'Content-Language': htmlLang(locale), 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      await sending.catch((error: unknown) => {
        throw isForGood(error) ? new MailRefused(String((error as Error).message)) : error;
      });
    },
    close: () => transporter?.close(),
  };
}
