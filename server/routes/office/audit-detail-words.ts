import type { ApplicationStatus } from '../../domain/applications/application.ts';
import type { AuditEntry } from '../../domain/audit/audit-store.ts';
import type { ClosedFor } from '../../domain/counter/sitting.ts';
import { ID_KIND_NAMES } from '../counter/id-kind-names.ts';
import { CONFIRMATION_WORDS } from './case/channel-words.ts';
import { situationWord } from './case/situation-words.ts';
import { FACTOR_LABELS } from './staff-words.ts';

const KEYS: Readonly<Record<string, string>> = {
  about: '対象',
  confirmed_by: '本人の確認',
  counter: '窓口で入力した職員',
  till: 'レジ',
  counted: '数えた枚数',
  copies: '部数',
  expected_yen: 'あるはずの円',
  from_yen: '前の金額（円）',
  to_yen: '後の金額（円）',
  charge: '料金',
  yen: '円',
  rows: '行',
  removed: '外した数',
  value: '値',
  kept: '残した',
  cancelled: '取消・支払済',
  changed: '変えた',
  proposed_by: '直した人',
  asked_by: '頼んだ人',
  key_before: '前の鍵の照合番号',
  key_after: '新しい鍵の照合番号',
  bill: '納付書',
  added: '新しい',
  anchors: '控え',
  applications: '申請',
  broken_at: '合わない番号',
  bytes: 'バイト',
  cases: '申請',
  characters: '文字',
  due: '消す申請',
  encoding: '文字コード',
  fact: '項目',
  seen: '見た書類',
  taken: '選んだ内容',
  ended: '終わった日',
  ends_at: '終わり',
  entries: '記録',
  fee_yen: '手数料（円）',
  files: 'ファイル',
  for: '終わり方',
  fiscal_year: '年度',
  format: '形式',
  from: '前',
  extract: '抽出',
  hits: '見つかった人数',
  lines: '抽出の行',
  hash: '照合の値',
  ids: '申請',
  kind: '種類',
  login: 'ログイン名',
  mails_removed: '消したメール',
  missing: '書けない文字',
  money_kept: '残した支払いの記録',
  money_removed: '消した支払いの記録',
  newest: 'いちばん新しい番号',
  number: '番号',
  oldest: 'いちばん古い番号',
  only_new: '新しいものだけ',
  part: '見たところ',
  path: 'アドレス',
  permission: '必要な権限',
  procedure: '手続',
  procedures: '手続',
  protection: '支援措置',
  purpose: '目的',
  query: '条件',
  reason: '理由',
  received_from: '受付日（初め）',
  received_to: '受付日（終わり）',
  refund_yen: '返す額',
  decision: '案',
  deputy: '代理',
  how: '方法',
  in_place_of: '代わりの相手',
  round: '起案の回',
  step: '決裁の順番',
  verdict: '決裁',
  origin: 'もとにしたもの',
  publish_at: '公開の予約',
  role: '役割',
  roles: '役割',
  run: '削除の番号',
  second_factor: '本人確認',
  secondFactor: '本人確認',
  section: '課',
  seq: '番号',
  staff: '職員',
  status: '状況',
  statuses: '状態',
  system: 'システム',
  to: '後',
  version: '版',
  whole: '合っている',
  withheld: '入れなかった申請（支援措置）',
  rule: 'きまり',
  year: '年度',
  who: 'だれが',
};

const PERIOD: Readonly<Record<string, string>> = { from: '始めの日', to: '終わりの日' };

const SITUATIONS: ReadonlySet<string> = new Set<ApplicationStatus>([
  'prepared',
  'awaiting_payment',
  'waitlisted',
  'received',
  'in_review',
  'returned',
  'fee_due',
  'approved',
  'granted',
  'refused',
  'completed',
  'lapsed',
  'withdrawn',
]);

/** Why somebody did not come in. */
const SIGN_IN_REASONS: Readonly<Record<string, string>> = {
  copied: 'コピーされたおそれ',
  locked: 'しばらく閉じている',
  passkey: 'パスキーが違う',
  passphrase: 'パスフレーズが違う',
  single_sign_on_left: '退職・異動した職員のシングルサインオン',
  single_sign_on_unlinked: '結び付いていないシングルサインオン',
  totp: '確認コードが違う',
  unknown: 'ログイン名がない',
};

/** How a sitting at the counter ended. */
const ENDINGS: Readonly<Record<string, string>> = {
  done: 'すべて送った',
  handed_back: '途中で終わった',
  timed_out: '操作がなく、時間が過ぎた',
  signed_out: '職員がサインアウトした',
  unpaired: '端末を外した',
} satisfies Record<ClosedFor, string>;

/** Of these the kind is the kind of a document. */
const OF_DOCUMENTS: ReadonlySet<string> = new Set(['sitting.card_read', 'sitting.identity_seen']);
const DOCUMENTS: Readonly<Record<string, string>> = ID_KIND_NAMES;

const TAKEN: Readonly<Record<string, string>> = { known: '今までの内容', found: '読み取った内容' };

const CONFIRMATIONS: Readonly<Record<string, string>> = CONFIRMATION_WORDS;
const FACTORS: Readonly<Record<string, string>> = FACTOR_LABELS;

function valueText(action: string, key: string, value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  if (key === 'confirmed_by') return CONFIRMATIONS[value] ?? String(value);
  if (action === 'sitting.closed' && key === 'for') return ENDINGS[value] ?? String(value);
  if (key === 'seen' || (key === 'kind' && OF_DOCUMENTS.has(action))) {
    return DOCUMENTS[String(value)] ?? String(value);
  }
  if (key === 'taken') return TAKEN[String(value)] ?? String(value);
  if (key === 'secondFactor') return FACTORS[value] ?? String(value);
  if (key === 'reason' && action.startsWith('staff.')) {
    return SIGN_IN_REASONS[value] ?? String(value);
  }
  const ofCase = action.startsWith('application.') || action === 'retention.case_deleted';
  const isSituation = ofCase && ['from', 'to', 'status'].includes(key);
  if (isSituation && SITUATIONS.has(String(value))) {
    return situationWord(value as ApplicationStatus);
  }
  return String(value);
}

const ID_LIST = /^[0-9a-f-]{36}([ ,][0-9a-f-]{36})*$/;

/** The detail as one line: 「前：確認中、後：認めた」. A list of ids is counted; `isWhole` names them. */
export function detailText(
  { action, detail }: Pick<AuditEntry, 'action' | 'detail'>,
  { certificates }: { readonly certificates: ReadonlyMap<string, string> },
  isWhole = false,
): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => {
      const counted = !isWhole && typeof value === 'string' && ID_LIST.test(value);
      const ids = counted ? value.split(/[ ,]/) : [];
      const isCertificate = key === 'kind' && action.startsWith('counter_issue.');
      const certificate = isCertificate ? certificates.get(String(value)) : undefined;
      const text =
        ids.length > 1 ? `${ids.length}件` : (certificate ?? valueText(action, key, value));
      const period = action.startsWith('audit.') ? PERIOD[key] : undefined;
      return `${period ?? KEYS[key] ?? key}：${text}`;
    })
    .join('、');
}
