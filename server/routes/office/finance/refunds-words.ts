import type {
  Refund,
  RefundReason,
  RefundState,
  RefundWay,
} from '../../../domain/refunds/refund.ts';
import type { RefundEventType } from '../../../domain/refunds/refund-transitions.ts';

const REASONS: Readonly<Record<RefundReason, string>> = {
  withdrawn: '取り下げ・取り消し',
  paid_twice: '二重の支払い',
  paid_too_late: '期限の後の支払い',
  changed: '内容の変更',
  overpaid: '払い過ぎ',
  mistake: '金額や請求の間違い',
  wrong_bill: '納付書のまちがい（この納付書は、返した後にまた払えるようになります）',
};

export const reasonWord = (reason: RefundReason): string => REASONS[reason];

const WAYS: Readonly<Record<RefundWay, string>> = {
  provider: '支払った方法で返す（決済会社から）',
  cash: '窓口で、現金で返す',
  card_terminal: '窓口のカード端末で、カードに返す',
  bank_transfer: '口座に振り込む（市から）',
};

export const wayWord = (way: RefundWay): string => WAYS[way];

const STATES: Readonly<Record<RefundState, string>> = {
  asked: '承認待ち',
  approved: '承認済み',
  sent: '決済会社へ送信中',
  unknown: '結果が不明',
  pending: '決済会社で手続き中',
  needs_payer: '支払った人の口座待ち',
  succeeded: '返金済み',
  failed: '返金できなかった',
  cancelled: '取りやめ',
};

export const stateWord = (state: RefundState): string => STATES[state];

/** How the state is shown in lists. */
export const stateTone = (state: RefundState): string =>
  state === 'succeeded' || state === 'cancelled' ? 'done' : state === 'failed' ? 'late' : 'soon';

const EVENTS: Readonly<Record<RefundEventType, string>> = {
  due: '決まりにより、返金が必要になりました',
  asked: '返金を申し込みました',
  made_elsewhere: '決済会社の画面で、直接返金されました',
  adopted: '決済会社の画面で、直接返金されました（待っていた返金として扱います）',
  approved: '承認しました',
  sent: '決済会社へ送りました',
  no_answer: '決済会社から答えがありません。もう一度聞きます',
  under_way: '決済会社で手続きが始まりました',
  needs_payer: '決済会社が、支払った人にメールで口座を聞いています',
  succeeded: '返金されました',
  failed: '返金できませんでした',
  ended_there: '決済会社で手続きが終わりました。返金されていません',
  not_made: '決済会社の画面で、返金されていないことを確かめました',
  paid_out: 'お返ししました',
  returned: '振り込みが戻ってきました',
  cancelled: '取りやめました',
};

export const refundEventWord = (type: string): string =>
  (EVENTS as Readonly<Record<string, string>>)[type] ?? type;

/** What whoever looks at it has to do. */
export function todoWord({ state, way, giveBackBy }: Refund): string {
  switch (state) {
    case 'asked':
      return '申し込んだ人とは別の人が、内容を確かめて承認します。';
    case 'approved':
      if (way === 'provider') return '自動で送られます。送れないときは「もう一度送る」を押します。';
      if (way === 'cash') return '窓口のレジの「窓口で返す」で渡します。';
      if (way === 'card_terminal')
        return '本人と支払ったカードが要ります。窓口のレジの「窓口で返す」を開き、カード端末で取り消します。';
      return `振り込んだら、振り込んだ日を記録します。${giveBackBy ? '' : '期限は決めていません。'}`;
    case 'needs_payer':
      return '支払った人が、決済会社のメールに口座を入力するのを待ちます。';
    case 'unknown':
    case 'sent':
      return '自動でもう一度聞きます。続くときは、決済会社の画面で確かめます。';
    case 'pending':
      return '決済会社の手続きを待ちます。';
    case 'failed':
      return '別の返し方で、もう一度返金を申し込みます。';
    default:
      return '';
  }
}

/** Why nothing was written, for `detail.why` of the rules. */
const REFUSALS: Readonly<Record<string, string>> = {
  moved: '返せる金額が変わりました。新しい金額を確かめて、もう一度入力してください。',
  too_much: '返せる金額より多くなっています。上に書いてある金額までで入力してください。',
  not_yen: '返す金額を、1円以上の整数で入力してください。例：1500',
  not_due: 'この理由や返し方では返せません。理由と返し方を確かめてください。',
  not_whole_bill:
    '「納付書のまちがい」は、支払い済みの納付書の全額を返すときだけ選べます。理由か金額を変えてください。',
  day: '振り込んだ日を、申し込んだ日から今日までの日で入力してください。例：2026年11月21日',
  same_person: '申し込んだ人は承認できません。ほかの人に頼んでください。',
  paid_anew: 'もう一度支払われているため、取りやめられません。会計に確かめてください。',
};

export const refusalWord = (why: unknown): string =>
  REFUSALS[String(why)] ??
  '返金の状態が変わったため、できませんでした。今の状態を確かめてください。';
