import type { ChargeKind, ChargeState } from '../../../domain/payments/payment.ts';
import { METHODS } from '../case/money-view.ts';

export const CHARGE_STATES: Readonly<Record<ChargeState, string>> = {
  open: '支払い待ち',
  started: '支払いの途中',
  pending: '入金待ち',
  unknown: '確かめられない',
  paid: '支払い済み',
  expired: '期限切れ',
  cancelled: '取り消し',
  refund_due: '返金待ち',
  refunded: '返金済み',
};

/** How it is shown: what is over, and what somebody has to look at. */
export function chargeTone(state: ChargeState): string {
  if (state === 'unknown') return 'late';
  if (state === 'refund_due') return 'soon';
  return state === 'paid' || state === 'refunded' ? 'done' : '';
}

const KINDS: Readonly<Partial<Record<ChargeKind, string>>> = {
  fee: '手数料・使用料',
  difference: '変更による差額',
  bill: '納付書',
};

export const kindWord = (kind: ChargeKind): string => KINDS[kind] ?? '月ごとの料金';

/** A payment method in words, or how money was given back. */
export function methodWord(method: string | null): string {
  if (method === null) return '—';
  return (METHODS as Readonly<Record<string, string>>)[method] ?? method;
}

const PROVIDERS: Readonly<Record<string, string>> = {
  stripe: 'Stripe',
  sandbox: '見本の決済会社',
  counter: '窓口',
};

export const providerWord = (provider: string): string => PROVIDERS[provider] ?? provider;

const LEDGER: Readonly<Record<string, string>> = {
  taking: '収納',
  refund: '返金',
  refund_undone: '返金の取り消し',
  dispute: '異議による取り戻し',
  dispute_undone: '取り戻しの取り消し',
};

export const ledgerWord = (kind: string): string => LEDGER[kind] ?? kind;

const REASONS: Readonly<Record<string, string>> = {
  card_refused: 'カード会社が断りました',
  refused: '断られました',
  no_session: '決済会社の画面が開きませんでした',
  async_payment_failed: '期限までに入金がありませんでした',
};

/** What else a charge's event says: yen that do not fit, why it failed, by what it was to be paid. */
export function eventDetail(detail: Readonly<Record<string, string | number | boolean>>): string {
  const { yen, expected_yen: expected, method, reason } = detail;
  const amount = (value: unknown) => `${Number(value).toLocaleString('ja-JP')}円`;
  return [
    ...(method === undefined ? [] : [methodWord(String(method))]),
    ...(yen === undefined ? [] : [amount(yen)]),
    ...(expected === undefined ? [] : [`（請求は${amount(expected)}）`]),
    ...(reason === undefined ? [] : [REASONS[String(reason)] ?? String(reason)]),
  ].join(' ');
}
