import type { Pause } from '../domain/pauses/pause.ts';
import { htmlLang, type Locale } from '../domain/procedures/locale.ts';
import { Html, rubyHtml } from '../lib/html.ts';
import { formatJstMoment } from '../lib/japanese-calendar.ts';
import type { Words } from './words.ts';

export interface PauseTexts {
  readonly title: Html;
  readonly plainTitle: string;
  /** What happened, and until when. */
  readonly why: readonly Html[];
  /** What was entered stays; what to do who can't wait. */
  readonly after: readonly Html[];
}

/** In the reader's language what the town has written in it, else a general sentence and the Japanese. */
function reasonTexts({ reason }: Pause, words: Words): readonly Html[] {
  const locale: Locale = words.locale;
  const own = reason[locale];
  if (own) return [rubyHtml(own)];
  const japanese = rubyHtml(reason.ja);
  const marked =
    htmlLang(locale) === 'ja' ? japanese : new Html(`<span lang="ja">${japanese.value}</span>`);
  return [words.t('pauses:general'), words.t('pauses:in_japanese', { reason: marked })];
}

/** What residents read of a procedure that stands still. */
export function pauseTexts(pause: Pause, words: Words): PauseTexts {
  const until = pause.until && rubyHtml(formatJstMoment(pause.until, words.locale));
  return {
    title: words.t('pauses:title'),
    plainTitle: words.plain('pauses:title'),
    why: [
      ...reasonTexts(pause, words),
      until ? words.t('downtimes:back_at', { until }) : words.t('pauses:until_lifted'),
    ],
    after: [words.t('pauses:kept'), words.t('downtimes:hurry')],
  };
}
