import type { NoticeEvent } from '../../domain/notifications/case-notice.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';

/** A moment at which a resident gets a mail, in the words of staff. */
export interface MailMoment {
  /** Of the page's headings: `mail-received`. */
  readonly id: string;
  readonly when: string;
  /** The stage at which the case stands then. */
  readonly stage: string;
  /** What the mail tells; `paid` and `unpaid` are the ones of a payment. */
  readonly tells: NoticeEvent | 'paid' | 'unpaid';
  /** The entry of the log that LINE follows; undefined of the sending: nobody can follow before it. */
  readonly action?: string;
}

/** Where an entry is called otherwise than its mail. */
const ACTIONS: Readonly<Partial<Record<MailMoment['tells'], string>>> = {
  paid: 'application.payment_completed',
  reminder: 'application.reminded',
  message: 'message.sent',
  refund_given: 'refund.succeeded',
};

const moment = (tells: MailMoment['tells'], when: string, stage: string): MailMoment => ({
  id: `mail-${tells}`,
  when,
  stage,
  tells,
  action: ACTIONS[tells] ?? `application.${tells}`,
});

function feeMoments({ fee }: Procedure): MailMoment[] {
  const paid = (stage: string) => moment('paid', '料金の支払いが確かめられたとき', stage);
  const overdue = 'application.bill_overdue';
  switch (fee.when) {
    case 'after_review':
      return [
        moment('fee_fixed', '料金が決まったとき', 'fee_due'),
        paid('fee_due'),
        moment('unpaid', '期限までに料金の支払いがないとき', 'fee_due'),
      ];
    case 'at_counter':
      return fee.online ? [paid('received')] : [];
    case 'monthly_bill':
      return [
        moment('bill_made', '月の料金を払ってもらうとき', 'bill'),
        paid('bill'),
        { ...moment('unpaid', '期限までに月の料金の支払いがないとき', 'bill'), action: overdue },
      ];
    default:
      return [];
  }
}

function decisions({ review, phases }: Procedure): MailMoment[] {
  const { approval, outcomes } = review;
  const of: Readonly<Record<(typeof outcomes)[number], string>> = {
    granted: '認めたとき',
    refused: '認めなかったとき',
    completed: '終わったとき',
  };
  return [
    ...(approval ? [moment('approved', '承認したとき', 'received')] : []),
    ...(phases.length > 0
      ? [moment('phase_submitted', 'あとから出すものを受け取ったとき', 'received')]
      : []),
    ...outcomes.map((outcome) => moment(outcome, of[outcome], outcome)),
  ];
}

/** What comes with what the definition has besides. */
function others({ reminder, changes, fee, submission }: Procedure): MailMoment[] {
  const isPaidOnline = fee.when !== 'none' && submission !== 'prepare_only';
  return [
    ...(reminder ? [moment('reminder', 'お知らせの日が来たとき', 'received')] : []),
    ...(fee.exemptProof.length > 0
      ? [moment('exemption_accepted', '料金の免除を認めたとき', 'received')]
      : []),
    ...(changes
      ? [
          moment('changed', '申し込みの変更を受け付けたとき', 'received'),
          moment('change_asked', '変更の差額を払ってもらうとき', 'received'),
          moment('change_lapsed', '差額の支払いがなく、変更がなくなったとき', 'received'),
        ]
      : []),
    moment('message', '市役所がメッセージを書いたとき', 'received'),
    moment('withdrawn', '申し出を受けて、職員が取り下げたとき', 'received'),
    ...(isPaidOnline ? [moment('refund_given', 'お金を返したとき', 'received')] : []),
  ];
}

const atSending = ({ action, ...rest }: MailMoment): MailMoment => rest;

function firstMoments({ submission, fee }: Procedure): MailMoment[] {
  if (submission === 'prepare_only') {
    const brought = moment('received', '窓口で紙を受け取ったとき', 'prepared');
    return [
      atSending(moment('prepared', '紙を作ったとき', 'prepared')),
      { ...brought, action: 'application.brought' },
    ];
  }
  return fee.when === 'with_application'
    ? [atSending(moment('paid', '料金の支払いが確かめられ、受け付けたとき', 'unpaid'))]
    : [atSending(moment('received', '受け付けたとき', 'received'))];
}

/**
 * All moments of a case at which somebody may be told, in the order in which they can come.
 * @param waits somebody may wait for a seat of what is booked
 */
export function mailMoments(procedure: Procedure, waits: boolean): readonly MailMoment[] {
  const first = firstMoments(procedure);
  const all = [
    ...first,
    ...(waits
      ? [
          atSending(moment('waitlisted', 'キャンセル待ちになったとき', 'received')),
          moment('seat_given', 'キャンセル待ちで、席が決まったとき', 'received'),
        ]
      : []),
    // Of a sealed case nobody here can say what is to be mended.
    ...(procedure.sealed
      ? []
      : [
          moment('returned', '直してもらうとき', 'returned'),
          moment('resubmitted', '直したものを受け取ったとき', 'returned'),
        ]),
    ...feeMoments(procedure),
    ...decisions(procedure),
    ...others(procedure),
  ];
  const begins = first[0]?.stage === 'prepared' ? 'prepared' : 'received';
  return all.map((one) => (one.stage === 'received' ? { ...one, stage: begins } : one));
}
