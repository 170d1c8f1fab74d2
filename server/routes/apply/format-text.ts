import type { Words } from '../../http/words.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';
import { formatJstDate, formatJstMoment } from '../../lib/japanese-calendar.ts';
import { formatNumber } from '../../lib/number-text.ts';

/** 「3,000円」 */
export function yenText(words: Words, yen: number): Html {
  return words.t('common:yen', { amount: formatNumber(yen, words.locale) });
}

/** A JST date in both calendars: 「2026年11月21日（令和8年・土）」. */
export function dateText(words: Words, day: string): Html {
  return rubyHtml(formatJstDate(day, words.locale));
}

/** A moment as day and time in Tokyo. */
export function momentText(words: Words, moment: Date): Html {
  return rubyHtml(formatJstMoment(moment, words.locale));
}
