import type { ActorNames } from '../case/actor-names.ts';
import { eventDetail } from './charge-words.ts';
import { disputeEventWord } from './disputes-words.ts';
import { refundEventWord } from './refunds-words.ts';
import { type Asked, type Happened, nth, type StoryParts } from './story-parts.ts';
import { yenOf } from './till-entries-view.ts';

/** What became of money that goes back. */
export function ofRefunds({ refunds }: StoryParts, names: ActorNames, asked: Asked | undefined) {
  const all = refunds.flatMap(({ refund, events }, index) =>
    events.map(
      (event): Happened => ({
        at: event.at,
        kind: '返金',
        text: refundEventWord(event.type),
        detail: yenOf(refund.yen),
        which: refunds.length > 1 ? nth(index) : '',
        who: names.ofActor(event.actor),
        isNew: false,
      }),
    ),
  );
  const inOrder = all.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return inOrder.map((one, index) => ({
    ...one,
    isNew: asked !== undefined && index >= asked.refundEvents,
  }));
}

/** What card companies told. */
export function ofDisputes({ disputes }: StoryParts): Happened[] {
  return disputes.flatMap(({ events }, index) =>
    events.map((event) => ({
      at: event.at,
      kind: '異議',
      text: disputeEventWord(event.type),
      detail: eventDetail({ yen: event.detail['yen'] ?? 0 }),
      which: disputes.length > 1 ? nth(index) : '',
      who: '決済会社の知らせ',
      isNew: false,
    })),
  );
}
