import type { Municipality } from '../domain/procedures/municipality.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import { type Html, rubyHtml } from '../lib/html.ts';
import type { Words } from './words.ts';

/**
 * 教示 of a refusal, for pages (`t`) and mails (`plain`): 審査請求 within three months of the day
 * after knowing (行政不服審査法18条1項; to be told by 82条1項), 取消訴訟 within six months
 * (行政事件訴訟法14条1項; to be told by 46条1項), neither after a year. Where a law demands the
 * ruling first (審査請求前置, e.g. 介護保険法196条), the term of the lawsuit runs from the ruling
 * (行政事件訴訟法14条3項; exceptions 8条2項).
 */
export function appealText(
  words: Words,
  procedure: Procedure,
  { name }: Pick<Municipality, 'name'>,
): { readonly html: Html; readonly plain: string } | undefined {
  const { appeal, appealFirst } = procedure.review;
  if (!appeal) return undefined;
  const { locale } = words;
  const town = rubyHtml(name[locale] ?? name['ja'] ?? '');
  const own = procedure.text(locale, 'review.appeal_to');
  const to = own === undefined ? words.t('status:appeal_mayor', { town }) : rubyHtml(own);
  const key = appealFirst ? 'status:appeal_first' : 'status:appeal';
  const bare = (html: Html) => html.value.replace(/<rp>.*?<\/ruby>|<[^>]+>/g, '');
  return {
    html: words.t(key, { to, town }),
    plain: words.plain(key, { to: bare(to), town: bare(town) }),
  };
}
