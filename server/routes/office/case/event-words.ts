import type { ApplicationEvent } from '../../../domain/applications/application.ts';
import type { IdentityWay } from '../../../domain/cases/check-identity.ts';
import type { Words } from '../../../http/words.ts';
import { textOf } from '../../../lib/html.ts';
import { yenText } from '../../apply/format-text.ts';
import { procedurePlain } from '../../apply/procedure-text.ts';
import { documentLabelPlain } from '../../attachments/document-texts.ts';
import { WAY_WORDS } from './identity-words.ts';
import type { OpenCase } from './open-case.ts';

type Event = Pick<ApplicationEvent, 'type' | 'detail'>;

const WORDS: Readonly<Record<ApplicationEvent['type'], string>> = {
  submitted: '申請を送りました（支払い待ち）',
  prepared: '申請書を作りました（印刷して持ってくる）',
  brought: '印刷した申請書が届きました',
  payment_completed: '支払いが終わりました',
  received: '申請を受け付けました',
  waitlisted: 'キャンセル待ちに入りました',
  seat_given: '席が決まりました',
  hold_expired: '支払いの期限が過ぎました',
  withdrawn: '取り下げました',
  refund_due: 'お返しする金額が決まりました',
  taken_up: '内容の確認を始めました',
  returned: '差し戻しました',
  resubmitted: '直したものが届きました',
  paper_received: '紙の書類が届きました',
  identity_checked: '本人確認をしました',
  reminded: 'お知らせの時期になりました',
  attachment_added: '書類が追加されました',
  fee_fixed: '手数料を決めました',
  approved: '承認しました',
  phase_submitted: '次の届出が届きました',
  granted: '認めました',
  refused: '認めませんでした',
  completed: '完了にしました',
  change_asked: '申込みの変更を受けました（差額の支払い待ち）',
  changed: '申込みが変わりました',
  change_lapsed: '変更は取りやめになりました（元のまま）',
  exemption_accepted: '免除を認めました',
  bill_made: '月ごとの請求をしました',
  bill_paid: '月ごとの請求が支払われました',
  bill_overdue: '月ごとの請求の期限が過ぎました',
  counter_paid: '窓口払いの料金が支払われました',
  undone: '取り消しました',
};

/** What a step that is named in another entry is called. */
export function stepWord(type: string): string {
  return WORDS[type as ApplicationEvent['type']] ?? type;
}

function about({ detail }: Event, { procedure }: OpenCase, words: Words): string {
  const { yen, attachment, phase, items, step, how, counter } = detail;
  if (typeof counter === 'string') return `窓口（職員 ${counter}）`;
  if (typeof how === 'string') return WAY_WORDS[how as IdentityWay] ?? how;
  if (typeof yen === 'number') return textOf(yenText(words, yen));
  if (typeof attachment === 'string') return documentLabelPlain(procedure, words, attachment);
  if (typeof phase === 'string') return procedurePlain(procedure, words, `phases.${phase}.title`);
  if (typeof items === 'number') return `${items}か所`;
  return typeof step === 'string' ? `「${stepWord(step)}」` : '';
}

/** An entry of the timeline in words: 「差し戻しました：2か所」. */
export function eventWords(event: Event, found: OpenCase, words: Words): string {
  const more = about(event, found, words);
  return more === '' ? stepWord(event.type) : `${stepWord(event.type)}：${more}`;
}
