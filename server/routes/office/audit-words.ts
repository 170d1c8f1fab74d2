import { ACTION_KINDS, type ActionKind, kindOf } from '../../domain/audit/action-kinds.ts';

/** What auditors read instead of the log's own words. */
export const KIND_LABELS: Readonly<Record<ActionKind, string>> = {
  read: '見た・調べた',
  changed: '申請を受け付けた・変えた',
  exported: '書き出した・ほかのシステムに渡した',
  signed_in: 'サインインした・終了した',
  refused: '許されていない操作をしようとした',
  accounts: '職員・役割・システム連携を変えた',
  deleted: '保存と削除',
  log: '操作の記録そのもの',
};

/** In the order in which they are asked for most. */
export const KINDS_SHOWN: readonly ActionKind[] = [
  ...new Set<ActionKind>(['read', 'changed', 'exported', ...ACTION_KINDS]),
];

const ACTIONS: Readonly<Record<string, string>> = {
  'access.refused': '許されていない操作をしようとした',
  'access.kept_back': '支援措置の申請を開こうとした',
  'access.search_blocked': '支援措置の人をさがそうとした',
  'api_token.added': 'システム連携のトークンを作った',
  'api_token.revoked': 'システム連携のトークンを止めた',
  'application.submitted': '申請を受け付けた',
  'application.prepared': '申請書を作った',
  'application.brought': '申請書を窓口で受け取った',
  'application.taken_up': '審査を始めた',
  'application.returned': '差し戻した',
  'application.resubmitted': '直して送られた',
  'application.paper_received': '書類を受け取った',
  'application.identity_checked': '本人確認をした',
  'application.reminded': 'お知らせを送った',
  'application.attachment_added': '書類が足された',
  'application.fee_fixed': '手数料を決めた',
  'application.payment_completed': '支払われた',
  'application.approved': '承認した',
  'application.phase_submitted': '次の届出が送られた',
  'application.granted': '認めた',
  'application.refused': '認めないと決めた',
  'application.completed': '手続を終えた',
  'application.undone': '直前の操作を取り消した',
  'application.withdrawn': '取り下げた',
  'application.hold_expired': '期限が過ぎて取り消した',
  'application.seat_given': '空いた枠を渡した',
  'application.document_numbered': '文書番号を付けた',
  'application.individual_numbers_opened': 'マイナンバーを見た',
  'audit.anchored': '操作の記録の控えを作った',
  'audit.verified': '操作の記録を確かめた',
  'audit.viewed': '操作の記録を見た',
  'audit.exported': '操作の記録を書き出した',
  'audit.breach_report_exported': '見た人の一覧を書き出した',
  'audit.access_viewed': '権限の一覧を見た',
  'audit.anchor_viewed': '操作の記録の控えを見た',
  'case.assigned': '担当者を変えた',
  'case.noted': '内部メモを書いた',
  'case.file_opened': '書類を見た',
  'case.individual_numbers_asked': 'マイナンバーを見る目的を書いた',
  'case.printed': '申請書をPDFにした',
  'case.sealed_fetched': '封をしたファイルを受け取った',
  'case.viewed': '申請を見た',
  'case.protected': '申請を支援措置の対象にした',
  'case.protection_released': '申請を支援措置の対象から外した',
  'cases.listed': '申請の一覧を見た',
  'cases.searched': '申請を探した',
  'charge.changed': '支払いの状態が変わった',
  'api.listed': 'ほかのシステムが、変わった申請を読んだ',
  'api.record_read': 'ほかのシステムが、申請を読んだ',
  'api.form_read': 'ほかのシステムが、申請書のPDFを読んだ',
  'api.attachment_read': 'ほかのシステムが、書類を読んだ',
  'api.acknowledging': 'ほかのシステムが、受け取ったと知らせた',
  'api.refused': 'ほかのシステムが、許されていない申請を読もうとした',
  'export.started': '書き出しを始めた',
  'export.cases': '申請を書き出した',
  'export.made': '書き出しのファイルができた',
  'export.replacement_accepted': '書けない文字を〓にすると決めた',
  'export.fetched': '書き出しのファイルを受け取った',
  'export.cancelled': '書き出しを取り消した',
  'export.removed': '受け取られない書き出しを消した',
  'webhook.added': '通知の送り先を加えた',
  'webhook.ended': '通知の送り先を止めた',
  'webhook.given_up': '通知をあきらめた',
  'webhook.sent_again': '通知をもう一度送ることにした',
  'hand_over.acknowledged': 'ほかのシステムが受け取った',
  'line.linked': 'LINEで知らせるようにした',
  'line.unlinked': 'LINEで知らせるのをやめた',
  'mail.refused': 'メールが届かなかった',
  'mail.sent_again': 'メールをもう一度送った',
  'mail.told_otherwise': 'メールのかわりに、ほかの方法で知らせた',
  'mails.failed_listed': '届かないメールの一覧を見た',
  'message.read': 'メッセージを読んだ',
  'message.received': '申請した人からメッセージが届いた',
  'message.sent': 'メッセージを送った',
  'protection.added': '支援措置を登録した',
  'protection.ended': '支援措置を終わらせた',
  'protection.listed': '支援措置の一覧を見た',
  'protection.readers_set': '支援措置を見られる職員を変えた',
  'protection.renewed': '支援措置を延ばした',
  'protection.viewed': '支援措置を見た',
  'retention.case_deleted': '申請を削除した',
  'retention.deleted': '削除をまとめて行った',
  'retention.held': '削除しないことにした',
  'retention.released': '削除しないことをやめた',
  'retention.viewed': '保存と削除を見た',
  'retention.certificate_viewed': '削除の証明書を見た',
  'staff.added': '職員を登録した',
  'staff.left': '職員の利用を終えた',
  'staff.renamed': '職員の名前を変えた',
  'staff.roles_set': '役割を変えた',
  'staff.passphrase_set': 'パスフレーズを変えた',
  'staff.totp_set': '確認コードを設定した',
  'staff.totp_removed': '確認コードを外した',
  'staff.passkey_added': 'パスキーを足した',
  'staff.passkey_removed': 'パスキーを外した',
  'staff.passkey_copied': 'パスキーがコピーされたおそれがあるため、断った',
  'staff.single_sign_on_linked': 'シングルサインオンを結び付けた',
  'staff.single_sign_on_unlinked': 'シングルサインオンの結び付きを外した',
  'staff.signed_in': 'サインインした',
  'staff.signed_out': '終了した',
  'staff.sign_in_failed': 'サインインできなかった',
  'staff.second_factors_removed': '2つめの本人確認を外した',
  'staff.sessions_ended': 'サインインをすべて終わらせた',
};

/** What was done; an action without words of its own says its kind and its name. */
export function actionText(action: string): string {
  return ACTIONS[action] ?? `${KIND_LABELS[kindOf(action)]}（${action}）`;
}

const ACTORS: Readonly<Record<string, string>> = {
  resident: '申請した人',
  system: 'システム',
  provider: '支払いの会社',
  visitor: 'サインインしていない人',
};

/** 「見本 花子（hanako）」 @param names by login */
export function actorText(actor: string, names: ReadonlyMap<string, string>): string {
  if (actor.startsWith('api:')) return `連携システム（${actor.slice(4, 12)}）`;
  if (!actor.startsWith('staff:')) return ACTORS[actor] ?? actor;
  const login = actor.slice('staff:'.length);
  const name = names.get(login);
  return name === undefined ? `職員（${login}）` : `${name}（${login}）`;
}
