import { CHARGE_EVENT_WORDS } from '../case/money-view.ts';
import { eventDetail } from './charge-words.ts';
import { type Asked, type Happened, nth, type StoryParts } from './story-parts.ts';

/** Every word about the payment itself. */
export function ofCharge({ attempts, events }: StoryParts, asked: Asked | undefined): Happened[] {
  return events.map((event, index) => {
    const attempt = attempts.findIndex(({ id }) => id === event.attemptId);
    const words: Readonly<Record<string, string>> = CHARGE_EVENT_WORDS;
    return {
      at: event.at,
      kind: '支払い',
      text: words[event.type] ?? event.type,
      detail: eventDetail(event.detail),
      which: attempt < 0 ? '' : nth(attempt),
      who: event.providerEventId === null ? '' : '決済会社の知らせ',
      isNew: asked !== undefined && index >= asked.chargeEvents,
    };
  });
}
