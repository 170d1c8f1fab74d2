import type { Dispute } from '../../../domain/disputes/dispute.ts';
import type { DisputeState } from '../../../domain/refunds/provider-refund.ts';
import { daysBetween, todayInTokyo } from '../../../lib/jst-date.ts';

export const DISPUTE_STATE_WORDS: Readonly<Record<DisputeState, string>> = {
  needs_response: '返事が必要',
  under_review: 'カード会社が調べています',
  won: '認められた（市の言い分）',
  lost: '認められなかった（お金は戻りません）',
  closed: '問い合わせだけで終わり',
};

const EVENTS: Readonly<Record<string, string>> = {
  needs_response: 'カードの持ち主が異議を申し立てました',
  under_review: '市の返事をカード会社が調べています',
  won: '市の言い分が認められました',
  lost: '市の言い分が認められませんでした',
  closed: '問い合わせだけで終わりました',
  funds_withdrawn: '決済会社が市のお金を差し引きました',
  funds_reinstated: '差し引かれたお金が市に戻りました',
};

export const disputeEventWord = (type: string): string => EVENTS[type] ?? type;

interface Advice {
  /** What the card holder says. */
  readonly says: string;
  readonly send: readonly string[];
}

const GENERAL: Advice = {
  says: 'そのほかの理由',
  send: ['申請書（PDF）', '領収書', '申請と支払いの日時（このページ）'],
};

/** By the company's own names of reasons. */
const REASONS: Readonly<Record<string, Advice>> = {
  fraudulent: {
    says: '自分では使っていない（カードの不正使用）',
    send: ['申請書（PDF）：だれが何を申し込んだか', '本人確認をした記録', '利用や受け取りの記録'],
  },
  unrecognized: {
    says: '請求に心当たりがない',
    send: ['申請書（PDF）', '領収書', '市の名前で請求したことの説明'],
  },
  duplicate: {
    says: '二重に請求された',
    send: ['2つの支払いが別のものだと分かる申請書', '二重のときは、返金した記録'],
  },
  product_not_received: {
    says: 'サービスを受けていない',
    send: ['予約の日と利用の記録', '証明書を送った、または渡した記録'],
  },
  product_unacceptable: {
    says: '内容が説明と違う',
    send: ['申し込みのページの説明', '利用の記録'],
  },
  credit_not_processed: {
    says: '返金されていない',
    send: ['返金した記録（返金の日と番号）', '返金できないときは、取り消しの決まり'],
  },
};

export const adviceFor = (reason: string): Advice => REASONS[reason] ?? GENERAL;

/** Where an answer is typed in: it is not sent from here. */
export function whereToAnswer(provider: string): string {
  return provider === 'stripe'
    ? 'Stripeのダッシュボードの「支払い」→「不審請求の申し立て」で答えます。'
    : '決済会社の管理画面で答えます。';
}

/** Whole days until the company takes no answer any more; negative when that is past, null without a day. */
export function daysLeft({ respondBy, state }: Dispute, now: Date): number | null {
  if (respondBy === null || state !== 'needs_response') return null;
  return respondBy <= now ? -1 : daysBetween(todayInTokyo(now), todayInTokyo(respondBy));
}

/** 「あと3日」「今日まで」「期限が過ぎました」 */
export function daysLeftWord(days: number | null): string {
  if (days === null) return '';
  if (days < 0) return '期限が過ぎました';
  return days === 0 ? '今日まで' : `あと${days}日`;
}
