import type { Dispute } from '../../../domain/disputes/dispute.ts';
import { waitsForAnswer } from '../../../domain/disputes/dispute.ts';
import type { Charge, ChargeEvent } from '../../../domain/payments/payment.ts';
import type { Refund } from '../../../domain/refunds/refund.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { daysLeft, daysLeftWord } from './disputes-words.ts';
import { stateWord, todoWord } from './refunds-words.ts';
import { yenOf } from './till-entries-view.ts';

/** What is open, and what to do about it. */
export interface OpenPoint {
  readonly tone: 'error' | 'warning' | 'info';
  readonly text: string;
  readonly href?: string;
  readonly link?: string;
}

export interface OpenParts {
  readonly charge: Charge;
  readonly events: readonly ChargeEvent[];
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
  readonly now: Date;
  /** A moment in words. */
  say(moment: Date): string;
}

/** Told something that does not fit, and no money of that attempt since. */
function refusedWords({ events }: OpenParts): OpenPoint[] {
  const isPaid = (attemptId: string | null) =>
    events.some((one) => one.type === 'attempt_paid' && one.attemptId === attemptId);
  return events
    .filter(({ type, attemptId }) => type === 'attempt_refused' && !isPaid(attemptId))
    .map(({ detail }) => ({
      tone: 'error',
      text: `決済会社の知らせ（${yenOf(Number(detail['yen'] ?? 0))}）が、請求（${yenOf(Number(detail['expected_yen'] ?? 0))}）と合いません。帳簿には入れていません。決済会社の画面でこの支払いをさがし、本当の金額を確かめてください。`,
    }));
}

function stateWords({ charge, say }: OpenParts): OpenPoint[] {
  switch (charge.state) {
    case 'unknown':
      return [
        {
          tone: 'error',
          text: '支払われたかどうか、決済会社に確かめられていません。「決済会社にきく」を押してください。何度きいても答えがないときは、下の「会社の番号」を決済会社の画面でさがしてください。',
        },
      ];
    case 'open':
    case 'started':
      return [{ tone: 'info', text: `支払いを待っています。期限は${say(charge.payBy)}です。` }];
    case 'pending':
      return [{ tone: 'info', text: `入金を待っています。期限は${say(charge.payBy)}です。` }];
    default:
      return [];
  }
}

const OVER: readonly Refund['state'][] = ['succeeded', 'cancelled'];

function refundWords({ charge, refunds }: OpenParts): OpenPoint[] {
  const open = refunds.filter(({ state }) => !OVER.includes(state));
  const points = open.map((refund): OpenPoint => {
    const { id, state, yen } = refund;
    return {
      tone: state === 'failed' || state === 'unknown' ? 'error' : 'warning',
      text: `${yenOf(yen)}の返金：${stateWord(state)}。${todoWord(refund)}`,
      href: financePaths.refund(id),
      link: '返金を見る',
    };
  });
  if (charge.state !== 'refund_due' || refunds.length > 0) return points;
  const due = { href: financePaths.refunds(), link: '返金の一覧' };
  return [{ tone: 'warning', text: `${yenOf(charge.refundYen)}をお返しします。`, ...due }];
}

function disputeWords({ disputes, now }: OpenParts): OpenPoint[] {
  return disputes.flatMap((dispute): OpenPoint[] => {
    const way = { href: `#dispute-${dispute.id}`, link: '送るものを見る' };
    if (waitsForAnswer(dispute)) {
      const left = daysLeftWord(daysLeft(dispute, now));
      const text = `カードの持ち主が${yenOf(dispute.yen)}に異議を申し立てています。決済会社に返事をしてください${left && `（${left}）`}。`;
      return [{ tone: 'error', text, ...way }];
    }
    if (dispute.state !== 'lost') return [];
    const text = `異議が認められ、${yenOf(dispute.yen)}は市に戻りません。もう一度請求するかを、担当課と決めてください。`;
    return [{ tone: 'warning', text }];
  });
}

/** Everything that is open; empty when nobody has to do anything. */
export function openPoints(parts: OpenParts): readonly OpenPoint[] {
  return [
    ...refusedWords(parts),
    ...stateWords(parts),
    ...refundWords(parts),
    ...disputeWords(parts),
  ];
}
