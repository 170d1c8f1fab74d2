import type { FastifyReply } from 'fastify';
import type { Downtime } from '../domain/downtimes/downtime.ts';
import { rubyHtml } from '../lib/html.ts';
import { formatJstMoment } from '../lib/japanese-calendar.ts';
import { paths } from './paths.ts';

/** 503: until when, that what was entered stays, and the other ways. */
export async function downtimePage(reply: FastifyReply, { until, scope }: Downtime, now: Date) {
  const { locale, words } = reply.request;
  const ends = rubyHtml(formatJstMoment(until, locale));
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  reply.code(503).header('Retry-After', String(seconds));
  const texts =
    scope === 'all'
      ? {
          title: words.plain('downtimes:all_heading'),
          heading: words.t('downtimes:all_heading'),
          kept: words.t('downtimes:all_kept'),
        }
      : {
          title: words.plain('downtimes:payments_heading'),
          heading: words.t('downtimes:payments_heading'),
          kept: words.t('downtimes:payments_kept'),
        };
  return reply.page('errors/message', {
    title: texts.title,
    heading: texts.heading,
    body: [words.t('downtimes:back_at', { until: ends }), texts.kept, words.t('downtimes:hurry')],
    actions: [
      { href: paths.home(locale), label: words.t('errors_pages:to_home') },
      { href: paths.status(locale), label: words.t('downtimes:to_status') },
    ],
  });
}
