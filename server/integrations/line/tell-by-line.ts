import type { ApplicationEvent } from '../../domain/applications/application.ts';
import {
  NOTICE_EVENTS,
  type NoticeEvent,
  noticeOf,
} from '../../domain/notifications/case-notice.ts';
import { type LineNews, lineRecipient } from '../../domain/notifications/line-links.ts';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import { caseMailId } from '../../domain/notifications/refused-mail.ts';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';

type LineServices = Pick<Services, 'stores' | 'clock' | 'words' | 'config'>;

/** Longer than a step can be taken back: what is told was meant. */
const WAIT_MS = 70_000;
const BATCH = 500;

/** What to say of it, if anything: as by mail, and nothing of a step that was taken back. */
function noticeFor(
  { action, actor, at }: LineNews,
  events: readonly ApplicationEvent[],
): NoticeEvent | undefined {
  if (action === 'message.sent') return 'message';
  const type = action.replace('application.', '') as ApplicationEvent['type'];
  if (type === 'withdrawn' && !actor.startsWith('staff:')) return undefined;
  const holds = events.some((event) => event.type === type && event.at.getTime() === at.getTime());
  return holds ? (NOTICE_EVENTS.find((event) => event === type) ?? noticeOf({ type })) : undefined;
}

async function noticeMail(
  { stores, clock, words, config }: LineServices,
  news: LineNews,
): Promise<OutboxMail | undefined> {
  const { applicationId, userId } = news;
  const application = await stores.applications.find(applicationId);
  const notice = noticeFor(news, await stores.applications.events(applicationId));
  if (application === undefined || notice === undefined) return undefined;
  const { locale, number } = application;
  const subject = words(locale).plain(`mail:case_subject.${notice}`);
  const link = config.publicUrl + paths.status(locale);
  return {
    id: caseMailId(applicationId),
    to: lineRecipient(userId),
    subject,
    body: words(locale).plain('line:notice', { subject, number, link }),
    locale,
    attempts: 0,
    nextAt: clock.now(),
  };
}

/**
 * Tells those who want it by LINE what has happened to their case: number and link, nothing else.
 * Follows the audit log, so that no step has to know of LINE.
 */
export async function tellByLine(services: LineServices): Promise<void> {
  const { lineLinks } = services.stores;
  const until = new Date(services.clock.now().getTime() - WAIT_MS);
  const { from, upTo, news } = await lineLinks.news(until, BATCH);
  if (upTo === from) return;
  const mails: OutboxMail[] = [];
  for (const one of news) {
    const mail = await noticeMail(services, one);
    if (mail) mails.push(mail);
  }
  await lineLinks.told({ from, upTo, mails });
}
