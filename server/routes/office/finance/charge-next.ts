import { saysPayBy } from '../../../domain/payments/payment-deadlines.ts';
import { disputeWords } from './dispute-points.ts';
import type { OpenParts, OpenPoint } from './open-point.ts';
import { refundWords } from './refund-points.ts';
import { yenOf } from './till-entries-view.ts';

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
      return [
        {
          tone: 'info',
          text: saysPayBy(charge)
            ? `支払いを待っています。期限は${say(charge.payBy)}です。`
            : '窓口での支払いを待っています。期限は決めていません。',
        },
      ];
    case 'pending':
      return [{ tone: 'info', text: `入金を待っています。期限は${say(charge.payBy)}です。` }];
    default:
      return [];
  }
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
