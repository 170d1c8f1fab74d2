import { announcedAt, type Downtime } from '../domain/downtimes/downtime.ts';
import { type Html, rubyHtml } from '../lib/html.ts';
import { formatJstMoment } from '../lib/japanese-calendar.ts';
import type { Words } from './words.ts';

/** Pages that lead to a form, or are one. */
const TO_FORMS = /^(home\/home|procedures\/list|apply\/|attachments\/|status\/form|resume\/form)/;

/** Where one pays, or learns that one will. */
const TO_PAYMENTS = /^(payments\/|apply\/check)/;

export interface DowntimeNotice {
  readonly title: Html;
  readonly text: Html;
}

function noticeOf({ from, until, scope }: Downtime, words: Words, now: Date): DowntimeNotice {
  const moment = (at: Date) => rubyHtml(formatJstMoment(at, words.locale));
  const times = { from: moment(from), until: moment(until) };
  const hasBegun = from <= now;
  if (scope === 'payments') {
    return {
      title: words.t(hasBegun ? 'downtimes:payments_heading' : 'downtimes:payments_title'),
      text: words.t(hasBegun ? 'downtimes:payments_now' : 'downtimes:payments_text', times),
    };
  }
  return {
    title: words.t(hasBegun ? 'downtimes:all_heading' : 'downtimes:all_title'),
    text: words.t(hasBegun ? 'downtimes:all_now' : 'downtimes:all_text', times),
  };
}

/** What that page has to say about times at which the site stands still. */
export function downtimeNotices(
  view: string,
  {
    downtimes,
    words,
    now,
  }: {
    readonly downtimes: readonly Downtime[];
    readonly words: Words;
    readonly now: Date;
  },
): readonly DowntimeNotice[] {
  if (downtimes.length === 0) return [];
  return announcedAt(downtimes, now)
    .filter(({ scope }) => (scope === 'all' ? TO_FORMS : TO_PAYMENTS).test(view))
    .map((downtime) => noticeOf(downtime, words, now));
}
