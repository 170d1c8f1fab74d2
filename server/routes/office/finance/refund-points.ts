import type { Refund } from '../../../domain/refunds/refund.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import type { OpenParts, OpenPoint } from './open-point.ts';
import { stateWord, todoWord } from './refunds-words.ts';
import { yenOf } from './till-entries-view.ts';

const OVER: readonly Refund['state'][] = ['succeeded', 'cancelled'];

/** It failed, and another way was taken since. */
function isReplaced(refund: Refund, refunds: readonly Refund[]): boolean {
  const later = refunds.filter(({ createdAt }) => createdAt > refund.createdAt);
  return refund.state === 'failed' && later.some(({ state }) => state !== 'failed');
}

export function refundWords({ charge, refunds }: OpenParts): OpenPoint[] {
  const open = refunds.filter((one) => !OVER.includes(one.state) && !isReplaced(one, refunds));
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
