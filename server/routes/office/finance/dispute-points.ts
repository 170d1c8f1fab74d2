import { waitsForAnswer } from '../../../domain/disputes/dispute.ts';
import { daysLeft, daysLeftWord } from './disputes-words.ts';
import type { OpenParts, OpenPoint } from './open-point.ts';
import { yenOf } from './till-entries-view.ts';

/** What a card company waits for, or has decided. */
export function disputeWords({ disputes, now }: OpenParts): OpenPoint[] {
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
