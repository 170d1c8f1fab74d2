import type { TillRefusal } from '../../../domain/till/till-refused.ts';
import type { TillEntryKind, TillState } from '../../../domain/till/till-session.ts';

/** Why no money is taken or given, and what to do now. */
export const REFUSALS: Readonly<Record<TillRefusal, string>> = {
  till_closed:
    'このレジは閉まっています。お金は記録していません。レジを開けてから、もう一度受け取ってください。',
  till_overnight:
    'このレジは前の日から開いたままです。お金は記録していません。先に数えて閉め、今日のレジを開けてください。',
  too_little: '預かった金額が足りません。料金以上の金額を入力してください。例：2000',
  too_much: '預かった金額が大きすぎます。打ち間違いがないか確かめてください。例：2000',
  slip_missing: 'カード端末の伝票番号を、英字と数字で入力してください。例：00123',
  slip_known:
    'この伝票番号は、今日このレジの別の受け取りにあります。伝票を確かめて、正しい番号を入力してください。',
  paid: 'この料金は、もう支払われています。受け取ったお金は、その場でお返しください。カード端末で支払ったときは、端末で取り消してください。',
  not_owed:
    'この料金は、もう払う必要がありません（取り下げ、取消しなど）。お金を受け取らないでください。',
  expired:
    'この料金は支払いの期限を過ぎました。予約の席は、ほかの人が取れるようになっています。もう一度申し込んでもらってください。',
  slip_out:
    'コンビニの支払番号が出ています。コンビニで払うと二重になります。支払番号の紙を見て、まだ払っていないことを確かめ、紙を預かってから、下の欄に印を付けてください。',
  transfer_out:
    '銀行振込の口座を案内してあります。振り込むと二重になります。まだ振り込んでいないことを本人に聞き、もう振り込まないよう伝えてから、下の欄に印を付けてください。',
  in_doubt:
    '決済会社から返事がないか、知らせが料金と合いません。二重に受け取らないために、いまは受け取れません。数分待ってもう一度試すか、会計に相談してください。',
  el_qr:
    '地方税統一QRコード（eL-QR）のある納付書です。ここでは受け取れません。納付書に書いてある金融機関や「地方税お支払サイト」で払ってもらってください。',
  bill_over:
    'この納付書の金額で払える期限を過ぎました。延滞金が変わることがあります。会計に新しい納付書を頼んでください。',
  not_mendable:
    'この記録は、ここでは直せません。すでに直したか、返したか、別の日のものです。会計に相談してください。',
  needs_approval: 'この金額を返すには、もう1人の承認が要ります。会計の「返金」で頼んでください。',
  drawer_short: 'レジの中に、それだけの現金はありません。金額を確かめてください。',
};

export const KINDS: Readonly<Record<TillEntryKind, string>> = {
  cash: '現金',
  card_terminal: 'カード端末',
  cash_refund: '現金で返した',
  card_void: 'カードの取消し',
  cash_added: 'つり銭を入れた',
  cash_taken: '現金を出した',
};

export const STATES: Readonly<Record<TillState, string>> = {
  open: '開いています',
  counted: '数えて閉めました（引き継ぎ待ち）',
  handed_over: '会計に引き継ぎました',
};
