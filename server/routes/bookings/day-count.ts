import type { Words } from '../../http/words.ts';
import { type Html, rubyHtml } from '../../lib/html.ts';

// Up to ten days the reading belongs to number and word together: 3日 is みっか, not さんにち.
const READINGS = 'いちにち ふつか みっか よっか いつか むいか なのか ようか ここのか とおか'.split(
  ' ',
);

/** So many days, in words: 「3日」, "3 days". */
export function dayCount(words: Words, count: number): Html {
  const reading = words.locale === 'ja-easy' ? READINGS[count - 1] : undefined;
  return reading ? rubyHtml(`{${count}日|${reading}}`) : words.t('bookings:day_count', { count });
}
