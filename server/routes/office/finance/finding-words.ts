import type { Finding, FindingRule, StoredFinding } from '../../../domain/books/finding.ts';
import type { PayoutFinding } from '../../../domain/books/match-payout.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { yenText } from './books-words.ts';

interface RuleWords {
  readonly title: string;
  /** What somebody does about it. */
  readonly mend: string;
}

const LOOK = '支払いの記録を見て、会社の管理画面と比べてください。';

const RULES: Readonly<Record<FindingRule, RuleWords>> = {
  charge_state: { title: '支払いの状態が、起きたことの記録と合いません', mend: LOOK },
  taking_differs: { title: '受け取ったお金が、帳簿と合いません', mend: LOOK },
  taking_unknown: { title: '帳簿に、受け取った記録のないお金があります', mend: LOOK },
  refund_state: { title: '返金の状態が、起きたことの記録と合いません', mend: LOOK },
  refund_differs: { title: '返したお金が、帳簿と合いません', mend: LOOK },
  refund_beyond: { title: '受け取ったより多く返しています', mend: LOOK },
  dispute_differs: { title: '異議（カード会社）のお金が、帳簿と合いません', mend: LOOK },
  entry_unknown_cause: { title: '帳簿に、もとの分からない行があります', mend: LOOK },
  entry_without_charge: {
    title: '帳簿に、どの支払いのものでもない行があります',
    mend: 'システム管理者に伝えてください。データベースはそのまま残します。',
  },
  entry_number_missing: {
    title: '帳簿の番号が抜けています',
    mend: 'システム管理者に伝えてください。前の日のバックアップと比べます。',
  },
  revenue_item_unknown: {
    title: '歳入科目が決まっていないお金があります',
    mend: '手続の定義の revenue_item か、revenue-items.yaml を直してください。これまでの分は、理由を書いて説明済みにします。',
  },
  bill_state: { title: '支払われた納付書が、まだ未納になっています', mend: LOOK },
  receipt_number_missing: {
    title: '領収書の番号が抜けています',
    mend: 'システム管理者に伝えてください。前の日のバックアップと比べます。',
  },
  receipt_beyond: { title: '受け取った額より大きい領収書があります', mend: LOOK },
  till_differs: { title: 'レジの記録が、帳簿と合いません', mend: LOOK },
  till_expected: {
    title: 'レジを締めた時の計算が、今の記録と合いません',
    mend: 'レジの記録と、締めた時の紙を比べてください。',
  },
  till_unexplained: {
    title: 'レジの過不足の理由が書かれていません',
    mend: '数えた人に聞いて、理由をここに書いてください。',
  },
  payout_differs: { title: '入金の内訳が、帳簿と合いません', mend: LOOK },
  payout_sum: {
    title: '入金の額が、内訳の合計と合いません',
    mend: '会社の管理画面で、この入金の内訳を見てください。',
  },
  not_paid_out: {
    title: '受け取ったお金が、まだ市の口座に入っていません',
    mend: '会社の管理画面で、いつ入金されるかを見てください。',
  },
  closing_changed: {
    title: '締めた帳簿が、締めた時と違います',
    mend: '締めの紙と比べてください。データベースをそのまま残して、システム管理者に伝えてください。',
  },
};

const PAYOUT: Readonly<Record<PayoutFinding, string>> = {
  unknown: 'こちらに記録のない支払い・返金・異議',
  not_booked: 'こちらの帳簿に入っていない',
  other_amount: '金額が違う',
  paid_out_twice: '2回入金されている',
  fee_differs: '手数料を引いた額が合わない',
  other_line: '支払い・返金・異議・手数料のどれでもない',
};

export const payoutFindingWord = (finding: PayoutFinding): string => PAYOUT[finding];

const DETAILS: Readonly<Record<string, string>> = {
  shows: '表示',
  is: '計算',
  cause: 'もと',
  came: '受け取り',
  booked: '帳簿',
  given: '返金',
  away: '異議',
  entries: '行',
  yen: '円',
  seq: '帳簿の番号',
  missing: '抜けている数',
  last: '最後の番号',
  number: '番号',
  till: 'レジ',
  expected: 'あるはずの額',
  counted: '数えた額',
  until: '終わりの日',
  payout: '入金',
  why: '違い',
  charge: '支払い',
  net: '入金額',
  lines: '内訳の合計',
  provider: '会社',
  day: '収納日',
};

function valueText(key: string, value: string | number): string {
  if (key === 'why') return PAYOUT[value as PayoutFinding] ?? String(value);
  return typeof value === 'number' ? yenText(value) : value;
}

const NOT_OF_CHARGES: ReadonlySet<FindingRule> = new Set<FindingRule>([
  'entry_without_charge',
  'entry_number_missing',
  'revenue_item_unknown',
  'receipt_number_missing',
  'till_expected',
  'till_unexplained',
  'payout_sum',
  'closing_changed',
]);

/** Where one looks at it. */
function hrefOf({ rule, subject, detail }: Finding): string | undefined {
  if (rule === 'payout_differs') return financePaths.payout(String(detail['payout']));
  if (rule === 'payout_sum') return financePaths.payout(subject);
  if (rule === 'closing_changed') return financePaths.closing(subject);
  if (rule === 'revenue_item_unknown') return undefined;
  if (rule === 'not_paid_out') return financePaths.charge(String(detail['charge']));
  return NOT_OF_CHARGES.has(rule) ? undefined : financePaths.charge(subject);
}

export function findingText({ rule, subject, detail }: Finding) {
  return {
    ...RULES[rule],
    subject,
    detail: Object.entries(detail)
      .map(([key, value]) => `${DETAILS[key] ?? key}：${valueText(key, value)}`)
      .join('、'),
    href: hrefOf({ rule, subject, detail }),
  };
}

const STATES: Readonly<Record<StoredFinding['state'], string>> = {
  open: '確かめてください',
  explained: '説明済み',
  gone: '合うようになりました',
};

export const findingStateWord = (state: StoredFinding['state']): string => STATES[state];
