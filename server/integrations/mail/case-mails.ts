import type { Application } from '../../domain/applications/application.ts';
import {
  mailAddress,
  type NoticeEvent,
  ownNotice,
} from '../../domain/notifications/case-notice.ts';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import { caseMailId } from '../../domain/notifications/refused-mail.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { appealText } from '../../http/appeal-text.ts';
import { mailTitle } from '../../http/mail-title.ts';
import { paths } from '../../http/paths.ts';
import { plainText } from '../../lib/html.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';

interface Notice {
  readonly event: NoticeEvent;
  /** Of a fee that was fixed: where it is paid. */
  readonly chargeId?: string;
  /** A seat that became free: its JST day, and the last one on which it can be given back. */
  readonly seat?: { readonly day: string; readonly declineBy?: string };
}

type MailServices = Pick<Services, 'words' | 'config' | 'library' | 'clock'>;

/**
 * The mail of one moment of a case, in the language in which it was applied for; none where no
 * address was given. It says number and title and nothing else about the case: reasons, amounts
 * and answers stand on the status page, behind number and code. A sealed case has this one mail when
 * it is sent: afterwards nobody here knows an address.
 */
export function caseMails(
  services: MailServices,
  { procedure, application }: { readonly procedure: Procedure; readonly application: Application },
  { event, chargeId, seat }: Notice,
): readonly OutboxMail[] {
  const to = mailAddress(procedure, application.answers);
  if (to === undefined) return [];
  const { locale, number } = application;
  const { config, library, clock } = services;
  const words = services.words(locale);
  // Whoever gets a seat is received by that.
  const own = ownNotice(procedure, locale, seat ? 'received' : event);
  const dateOf = (day: string) => plainText(formatJstDate(day, locale));
  const appeal =
    event === 'refused' ? appealText(words, procedure, library.municipality)?.plain : undefined;
  const path = chargeId === undefined ? paths.status(locale) : paths.payCharge(locale, chargeId);
  const paragraphs = [
    words.plain(`mail:case_text.${event}`, { day: seat ? dateOf(seat.day) : '' }),
    ...(seat?.declineBy
      ? [words.plain('mail:seat_decline', { date: dateOf(seat.declineBy) })]
      : []),
    ...(own === undefined ? [] : [plainText(own)]),
    ...(appeal === undefined ? [] : [appeal]),
  ];
  const mail: OutboxMail = {
    id: caseMailId(application.id),
    to,
    subject: words.plain(`mail:case_subject.${event}`),
    body: words.plain('mail:case_body', {
      text: paragraphs.join('\n\n'),
      title: mailTitle(words, procedure),
      number,
      link: config.publicUrl + path,
      phone: library.municipality.sections[procedure.section]?.phone ?? library.municipality.phone,
    }),
    locale,
    attempts: 0,
    nextAt: clock.now(),
  };
  return [mail];
}
