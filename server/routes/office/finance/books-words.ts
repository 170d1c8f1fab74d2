import type { LedgerKind, Segment } from '../../../domain/books/ledger-entry.ts';
import type { PaymentMethod } from '../../../domain/payments/payment.ts';
import { knownProcedure } from '../../../domain/procedures/known-procedure.ts';
import { UNASSIGNED } from '../../../domain/revenue/revenue-item.ts';

import { eraName, eraOf } from '../../../lib/eras.ts';
import { textOf } from '../../../lib/html.ts';
import { formatNumber } from '../../../lib/number-text.ts';
import type { Services } from '../../../services.ts';

const METHODS: Readonly<Record<PaymentMethod | 'town', string>> = {
  card: 'クレジットカード',
  paypay: 'PayPay',
  wechat_pay: 'WeChat Pay',
  alipay: 'Alipay',
  konbini: 'コンビニ',
  bank_transfer: '銀行振込',
  cash: '現金',
  card_terminal: 'カード端末',
  town: '市の口座',
};

export const methodWord = (method: string): string =>
  (METHODS as Readonly<Record<string, string>>)[method] ?? method;

export const channelWord = (channel: string): string =>
  channel === 'counter' ? '窓口' : 'オンライン';

const SEGMENTS: Readonly<Record<Segment, string>> = { current: '現年', arrears: '滞納繰越' };

export const segmentWord = (segment: Segment): string => SEGMENTS[segment];

const KINDS: Readonly<Record<LedgerKind, string>> = {
  taking: '収納',
  refund: '返金',
  refund_undone: '返金の取り消し',
  dispute: '異議（カード会社）',
  dispute_undone: '異議の取り消し',
};

export const kindWord = (kind: LedgerKind): string => KINDS[kind];

const PROVIDERS: Readonly<Record<string, string>> = {
  stripe: 'Stripe',
  sandbox: '見本の支払い会社',
  counter: '窓口',
  town: '市',
};

export const providerWord = (provider: string): string => PROVIDERS[provider] ?? provider;

/** 「-1,500」 */
export const yenText = (yen: number): string =>
  `${yen < 0 ? '-' : ''}${formatNumber(Math.abs(yen), 'ja')}`;

/** 「2026年度（令和8年度）」 */
export function fiscalYearWord(year: number): string {
  const era = eraOf(`${year}-04-01`);
  return `${year}年度（${era ? eraName(era.era, 'ja') : ''}${era?.year === 1 ? '元' : era?.year}年度）`;
}

/** Names of what figures are about, as they are now; what is gone keeps its key. */
export function namesOf({ library, revenue }: Services) {
  return {
    procedure(id: string | null): string {
      if (id === null) return '納付書';
      return textOf(knownProcedure(library, id)?.text('ja', 'title') ?? id);
    },
    item(key: string): string {
      if (key === UNASSIGNED) return '科目が決まっていないもの';
      return revenue.items.get(key)?.name['ja'] ?? key;
    },
    code: (key: string): string => revenue.items.get(key)?.code ?? '',
  };
}
