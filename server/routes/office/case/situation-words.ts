import type { ApplicationStatus } from '../../../domain/applications/application.ts';

const WORDS: Readonly<Record<ApplicationStatus, string>> = {
  prepared: '印刷待ち（まだ届いていません）',
  awaiting_payment: '支払い待ち',
  waitlisted: 'キャンセル待ち',
  received: '新しい申請',
  in_review: '確認中',
  returned: '差し戻し中（住民が直しています）',
  fee_due: '手数料の支払い待ち',
  approved: '承認済み（次の届出待ち）',
  granted: '認めた',
  refused: '認めなかった',
  completed: '完了',
  lapsed: '期限切れ',
  withdrawn: '取り下げ',
};

/** Where a case stands, in the words of the office. */
export function situationWord(status: ApplicationStatus): string {
  return WORDS[status];
}
