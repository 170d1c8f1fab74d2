import type { ClosingRefusal } from '../../../domain/books/close-books.ts';
import { isYear, type Period, yearOf } from '../../../domain/books/period.ts';
import { onText } from './books-view.ts';
import { fiscalYearWord } from './books-words.ts';

/** 「2026年11月」「2026年度（令和8年度）」 */
export function periodWord(period: Period): string {
  return isYear(period) ? fiscalYearWord(yearOf(period)) : onText(period);
}

const REFUSALS: Readonly<Record<ClosingRefusal, (period: Period) => string>> = {
  not_over: (period) =>
    isYear(period)
      ? `出納整理期間のため、${yearOf(period) + 1}年5月31日が過ぎてから締めます。`
      : 'この月が終わってから締めます。',
  not_in_order: () => '古いものから順に締めます。',
  months_open: (period) => `${yearOf(period) + 1}年5月までの月を、先に締めます。`,
  closed: () => 'もう締めてあります。',
  findings_open: () =>
    '合わないものが残っています。「合わないもの」で直すか、理由を書いてから締めます。',
  not_checked: () =>
    '期間が終わってから、帳簿を確かめていません。「合わないもの」で「今、確かめる」を押してから締めます。',
};

export const refusalText = (why: ClosingRefusal, period: Period): string => REFUSALS[why](period);
