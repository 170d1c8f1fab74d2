import { randomUUID } from 'node:crypto';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { mailTitle } from '../../http/mail-title.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { plainText } from '../../lib/html.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

interface Saved {
  readonly words: Words;
  readonly procedure: Procedure;
  /** What leads back into the form. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly to: string;
}

/** The link back into a form that was left, once, to whoever has just typed their address. */
export function resumeMail(
  { config, library, clock }: Pick<Services, 'config' | 'library' | 'clock'>,
  { words, procedure, token, expiresAt, to }: Saved,
): OutboxMail {
  const { locale } = words;
  return {
    id: randomUUID(),
    to,
    subject: words.plain('mail:resume_subject'),
    body: words.plain('mail:resume_body', {
      title: mailTitle(words, procedure),
      link: config.publicUrl + paths.resumeLink(locale, token),
      date: plainText(formatJstDate(todayInTokyo(expiresAt), locale)),
      phone: library.municipality.phone,
    }),
    locale,
    attempts: 0,
    nextAt: clock.now(),
  };
}
