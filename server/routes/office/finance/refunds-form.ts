import type { FastifyRequest } from 'fastify';
import {
  DECIDED_REASONS,
  type Payee,
  REFUND_REASONS,
  REFUND_WAYS,
  type RefundReason,
  type RefundWay,
} from '../../../domain/refunds/refund.ts';
import { postedText } from '../../../http/posted-text.ts';
import { isDay } from '../../../lib/jst-date.ts';

/** As it was typed. */
export interface TypedRefund {
  readonly chargeId: string;
  /** '' for money that came without an attempt. */
  readonly attempt: string;
  readonly believed: string;
  readonly part: 'whole' | 'part';
  readonly yen: string;
  readonly reason: string;
  readonly way: string;
  readonly by: string;
  readonly payee: Readonly<Record<keyof Payee, string>>;
}

export function typedRefund(request: FastifyRequest): TypedRefund {
  const posted = postedText(request);
  return {
    chargeId: posted('charge'),
    attempt: posted('attempt'),
    believed: posted('believed'),
    part: posted('part') === 'part' ? 'part' : 'whole',
    yen: posted('yen')
      .normalize('NFKC')
      .replaceAll(/[,円\s]/g, ''),
    reason: posted('reason'),
    way: posted('way'),
    by: posted('give_back_by'),
    payee: {
      name: posted('payee_name').trim(),
      bank: posted('payee_bank').trim(),
      branch: posted('payee_branch').trim(),
      kind: posted('payee_kind'),
      number: posted('payee_number').normalize('NFKC').trim(),
      holder: posted('payee_holder').trim(),
    },
  };
}

export type RefundProblems = Readonly<Record<string, string>>;

const LONGEST = 80;
const KINDS: readonly string[] = ['ordinary', 'current', 'savings'];

function payeeProblems({ payee }: TypedRefund): RefundProblems {
  const isText = (text: string) => text !== '' && text.length <= LONGEST;
  return {
    ...(!isText(payee.name) && { payee_name: '氏名を入力してください。例：見本 花子' }),
    ...(!isText(payee.bank) && { payee_bank: '銀行の名前を入力してください。例：見本銀行' }),
    ...(!isText(payee.branch) && { payee_branch: '支店の名前を入力してください。例：本店' }),
    ...(!KINDS.includes(payee.kind) && { payee_kind: '口座の種類を選んでください。' }),
    ...(!/^\d{7}$/.test(payee.number) && {
      payee_number: '口座番号を7けたの数字で入力してください。例：0123456',
    }),
    ...(!(
      isText(payee.holder) && /^[\p{Script=Katakana}ー・．（）() A-Za-z0-9.]+$/u.test(payee.holder)
    ) && {
      payee_holder: '口座の名義を、通帳のとおりカタカナで入力してください。例：ミホン ハナコ',
    }),
  };
}

/** What is wrong with the form itself; the rules look at amounts under their lock. */
export function refundProblems(typed: TypedRefund): RefundProblems {
  const { part, yen, reason, way, by } = typed;
  const isYen = /^[1-9]\d{0,9}$/.test(yen);
  return {
    ...(part === 'part' &&
      !isYen && { yen: '返す金額を、1円以上の整数で入力してください。例：1500' }),
    ...(!(REFUND_REASONS as readonly string[]).includes(reason) && {
      reason: '理由を選んでください。',
    }),
    ...(!(REFUND_WAYS as readonly string[]).includes(way) && { way: '返し方を選んでください。' }),
    ...(by !== '' &&
      !isDay(by) && { give_back_by: '返す期限の日を入力してください。例：2026年12月10日' }),
    ...(way === 'bank_transfer' && payeeProblems(typed)),
  };
}

/** What the rules are given; call it for a form without problems only. */
export function asked(typed: TypedRefund) {
  const { chargeId, attempt, believed, part, yen, reason, way, by, payee } = typed;
  const believedYen = Number(believed);
  return {
    chargeId,
    attemptId: attempt === '' ? null : attempt,
    believedYen,
    yen: part === 'whole' ? believedYen : Number(yen),
    reason: reason as RefundReason,
    way: way as RefundWay,
    ...(way === 'bank_transfer' && { payee: payee as Payee }),
    ...(by !== '' && { giveBackBy: by }),
  };
}

/** Reasons that may be chosen: those of the rules only where something is due by them. */
export const reasonsFor = (of: {
  readonly isDue: boolean;
  readonly isBill: boolean;
}): readonly RefundReason[] =>
  (of.isDue ? REFUND_REASONS : DECIDED_REASONS).filter(
    (reason) => of.isBill || reason !== 'wrong_bill',
  );
