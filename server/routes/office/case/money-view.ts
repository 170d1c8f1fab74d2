import type { Charge, ChargeEvent, PaymentMethod } from '../../../domain/payments/payment.ts';
import type { ChargeEventType } from '../../../domain/payments/transitions.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import type { Words } from '../../../http/words.ts';
import type { Html } from '../../../lib/html.ts';
import { momentText, yenText } from '../../apply/format-text.ts';
import { chargeView } from '../../status/booking-view.ts';

export const CHARGE_EVENT_WORDS: Readonly<Record<ChargeEventType, string>> = {
  attempt_started: '住民が支払いの画面を開きました',
  attempt_open: '支払いの画面がまだ開いています',
  attempt_pending: '支払いの番号か振込先が出ました',
  attempt_part_paid: '振込の一部が届きました。残りを待っています',
  attempt_failed: '支払えませんでした',
  attempt_expired: '支払わないまま、支払いの画面が終わりました',
  attempt_unknown: '決済会社に確かめられませんでした',
  attempt_refused: '決済会社の知らせが申請と合いません。会計が確かめます',
  attempt_paid: '支払いがありました',
  method_corrected: '窓口で、支払いの方法の記録を直しました',
  paid_twice: '二重の支払いがありました。お返しします',
  paid_too_late: '期限の後に支払いがありました。お返しします',
  expired: '支払いの期限が過ぎました',
  cancelled: '支払いを取り消しました',
  refund_due: 'お返しする手続きを始めました',
  refund_decided: '返金することを決めました',
  refund_lowered: '返金の一部を取りやめました',
  refund_dropped: '返金を取りやめました',
  partly_refunded: '一部をお返ししました',
  refund_failed: 'お返ししたお金が戻ってきました',
  refunded: 'お返ししました',
};

export const METHODS: Readonly<Record<PaymentMethod, string>> = {
  card: 'クレジットカード',
  paypay: 'PayPay',
  wechat_pay: 'WeChat Pay',
  alipay: 'Alipay',
  konbini: 'コンビニ',
  bank_transfer: '銀行振込',
  cash: '現金',
  card_terminal: '窓口のカード端末',
};

interface MoneyView {
  readonly rows: readonly { readonly key: Html | string; readonly lines: readonly unknown[] }[];
  readonly lines: readonly { readonly label: string; readonly yen: Html }[];
  readonly story: readonly { readonly at: Html; readonly text: string }[];
}

/** What is owed, for what, and how the payment went; undefined where nothing is owed. */
export function moneyView(
  charge: Charge | undefined,
  events: readonly ChargeEvent[],
  words: Words,
): MoneyView | undefined {
  const summary = chargeView(charge, words);
  if (!charge || !summary) return undefined;
  return {
    rows: [
      ...summary.rows,
      ...(charge.method ? [{ key: '方法', lines: [METHODS[charge.method]] }] : []),
    ],
    lines: charge.lines.map(({ label, yen }) => ({ label, yen: yenText(words, yen) })),
    story: events.map(({ at, type }) => ({
      at: momentText(words, at),
      text: CHARGE_EVENT_WORDS[type as ChargeEventType] ?? type,
    })),
  };
}

/** Differences of changed orders and months' bills, with the way to their own story. */
export function otherMoney(charges: readonly Charge[], words: Words, mayRead: boolean) {
  return charges
    .filter(({ kind }) => kind === 'difference' || kind === 'monthly')
    .map((charge) => ({
      title: charge.kind === 'monthly' ? '月ごとの請求' : '変更による差額',
      rows: chargeView(charge, words)?.rows ?? [],
      ...(mayRead && { href: financePaths.charge(charge.id) }),
    }));
}
