import { randomUUID } from 'node:crypto';
import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import {
  NOTICE_EVENTS,
  type NoticeEvent,
  noticeOf,
} from '../../domain/notifications/case-notice.ts';
import { type LineNews, lineRecipient } from '../../domain/notifications/line-links.ts';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import { caseMailId } from '../../domain/notifications/refused-mail.ts';
import { DEFAULT_LOCALE } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';

type LineServices = Pick<Services, 'clock' | 'words' | 'config'>;

/** Which words that news has, if it is told at all: as by mail, but nobody is told of their own step. */
export function noticeOfNews({
  action,
  actor,
}: Pick<LineNews, 'action' | 'actor'>): NoticeEvent | undefined {
  if (action === 'message.sent') return 'message';
  const type = action.replace('application.', '') as ApplicationEvent['type'];
  if (type === 'withdrawn' && !actor.startsWith('staff:')) return undefined;
  return NOTICE_EVENTS.find((event) => event === type) ?? noticeOf({ type });
}

/** Number and link, and nothing else of the case: LINE keeps what goes through it. */
export function lineNotice(
  { clock, words, config }: LineServices,
  { id, locale, number }: Application,
  { userId, notice }: { readonly userId: string; readonly notice: NoticeEvent },
): OutboxMail {
  const subject = words(locale).plain(`mail:case_subject.${notice}`);
  const link = config.publicUrl + paths.status(locale);
  return {
    id: caseMailId(id),
    to: lineRecipient(userId),
    subject,
    body: words(locale).plain('line:notice', { subject, number, link }),
    locale,
    attempts: 0,
    nextAt: clock.now(),
  };
}

/**
 * Whether the code that somebody sent was good, in the language of the case.
 * @param application undefined: no case has that code
 */
export function lineAnswer(
  { clock, words }: LineServices,
  userId: string,
  application: Application | undefined,
): OutboxMail {
  const locale = application?.locale ?? DEFAULT_LOCALE;
  const body = application
    ? words(locale).plain('line:linked', { number: application.number })
    : words(locale).plain('line:unknown_code');
  return {
    id: application ? caseMailId(application.id) : randomUUID(),
    to: lineRecipient(userId),
    subject: words(locale).plain('line:title'),
    body,
    locale,
    attempts: 0,
    nextAt: clock.now(),
  };
}
