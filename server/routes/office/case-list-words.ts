import type { LeftOut } from '../../domain/inbox/bulk-plan.ts';
import type { InboxRow } from '../../domain/inbox/inbox-store.ts';
import type { Queue } from '../../domain/inbox/queue.ts';
import { trafficLight } from '../../domain/inbox/traffic-light.ts';
import { daysBetween, weekday } from '../../lib/jst-date.ts';

export const LIST_NAMES: Readonly<Record<Queue | 'open', string>> = {
  open: '対応するもの',
  new: '新しい申請',
  working: '確認中',
  documents: '書類待ち',
  returned: '差し戻し中',
  payment: '支払い待ち',
  resident: '住民の手続き待ち',
  closed: '終わったもの',
};

export const DUE_NAMES = {
  hurry: '近い・過ぎた',
  late: '過ぎた',
  soon: '3開庁日以内',
} as const;

export const WHOSE_NAMES = { me: '自分', none: '未割り当て', any: 'だれかの担当' } as const;

export const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  not_allowed: 'この課の申請には、この操作ができません',
  closed: 'もう終わっています',
  not_new: 'もう確認が始まっているか、住民の手続きを待っています',
  theirs_already: 'もうその担当になっています',
  other_section: '選んだ人は、この課の担当者ではありません',
  protected: '支援措置の対象です。見られる職員だけが扱えます',
};

/** 11月26日（木）; with the year where it is not this one: a column, not a sentence. */
export function shortDay(day: string, today: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const text = `${month}月${date}日（${'日月火水木金土'[weekday(day)]}）`;
  return day.slice(0, 4) === today.slice(0, 4) ? text : `${year}年${text}`;
}

/** The light in words: never by colour alone. */
export function dueView(row: InboxRow, today: string) {
  const light = trafficLight(row, today);
  const days = row.dueOn === null ? 0 : daysBetween(today, row.dueOn);
  const left = days === 0 ? '今日まで' : `あと${days}日`;
  const words = {
    late: `${-days}日超過`,
    soon: left,
    on_time: '',
    waiting: '住民を待っています',
    closed: '',
  };
  const shown = light === 'waiting' || row.dueOn === null ? '' : shortDay(row.dueOn, today);
  return { light, day: shown, words: words[light] };
}
