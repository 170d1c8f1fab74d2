import type { ActorNames } from '../case/actor-names.ts';
import type { Happened, StoryParts } from './story-parts.ts';
import { yenOf } from './till-entries-view.ts';
import { KINDS } from './till-words.ts';

/** Receipts, acts at the till, mails. */
export function ofPaper(
  { receipts, tillEntries, mails }: StoryParts,
  names: ActorNames,
): Happened[] {
  const rest = { which: '', isNew: false };
  return [
    ...receipts.map(({ issuedAt, issue, number, issuedBy }) => ({
      at: issuedAt,
      kind: '領収書',
      text: issue === 0 ? '領収書を出しました' : '領収書を再発行しました',
      detail: number,
      who: names.ofActor(issuedBy),
      ...rest,
    })),
    ...tillEntries.map(({ at, kind, yen, slipNumber, actor }) => ({
      at,
      kind: 'レジ',
      text: KINDS[kind],
      detail: [yenOf(yen), slipNumber && `伝票 ${slipNumber}`].filter(Boolean).join(' '),
      who: names.ofActor(actor),
      ...rest,
    })),
    ...mails.map(({ at, sent, subject }) => ({
      at,
      kind: 'メール',
      text: sent ? 'メールを送りました' : 'メールを送る準備をしています',
      detail: subject,
      who: 'システム',
      ...rest,
    })),
  ];
}
