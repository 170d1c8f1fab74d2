import type { Transporter } from 'nodemailer';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import type { MailSender } from '../../domain/notifications/send-outbox.ts';
import { htmlLang } from '../../domain/procedures/locale.ts';

// One address, nothing that a header or an address list could be made of.
const ADDRESS = /^[^\s<>()[\],;:"\\@]+@[^\s<>()[\],;:"\\@]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

function checked(mail: OutboxMail): OutboxMail {
  if (!ADDRESS.test(mail.to)) throw new Error('recipient is not one plain address');
  if (CONTROL.test(mail.subject)) throw new Error('subject has control characters');
  return mail;
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
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text: body,
        // The same mail sent again keeps its name, so that a mailbox can drop the second one.
        messageId: `<${id}@${new URL(options.publicUrl).hostname}>`,
        headers: { 'Content-Language': htmlLang(locale), 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    close: () => transporter?.close(),
  };
}
