import type { ApplicationEvent } from '../../domain/applications/application.ts';
import type { NoticeEvent } from '../../domain/notifications/case-notice.ts';
import type { LineNews } from '../../domain/notifications/line-links.ts';
import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import type { Services } from '../../services.ts';
import { lineNotice, noticeOfNews } from './line-messages.ts';

type LineServices = Pick<Services, 'stores' | 'clock' | 'words' | 'config'>;

/** Longer than a step can be taken back: what is told was meant. */
const WAIT_MS = 70_000;
const BATCH = 500;

/** What to say of it, if anything; nothing of a step that was taken back. */
function noticeFor(
  { action, actor, at }: LineNews,
  events: readonly ApplicationEvent[],
): NoticeEvent | undefined {
  const type = action.replace('application.', '');
  const holds = events.some((event) => event.type === type && event.at.getTime() === at.getTime());
  return holds || action === 'message.sent' ? noticeOfNews({ action, actor }) : undefined;
}

async function noticeMail(services: LineServices, news: LineNews): Promise<OutboxMail | undefined> {
  const { stores } = services;
  const { applicationId, userId } = news;
  const application = await stores.applications.find(applicationId);
  const notice = noticeFor(news, await stores.applications.events(applicationId));
  if (application === undefined || notice === undefined) return undefined;
  return lineNotice(services, application, { userId, notice });
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
