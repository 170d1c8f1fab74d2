import type { Dispute, DisputeEvent } from '../../../domain/disputes/dispute.ts';
import type { SentMail } from '../../../domain/payments/charge-story.ts';
import type { ChargeEvent, PaymentAttempt } from '../../../domain/payments/payment.ts';
import type { Receipt } from '../../../domain/receipts/receipt.ts';
import type { Refund, RefundEvent } from '../../../domain/refunds/refund.ts';
import type { TillEntry } from '../../../domain/till/till-session.ts';
import type { Words } from '../../../http/words.ts';
import type { Html } from '../../../lib/html.ts';
import { momentText } from '../../apply/format-text.ts';
import type { ActorNames } from '../case/actor-names.ts';
import { CHARGE_EVENT_WORDS } from '../case/money-view.ts';
import { eventDetail } from './charge-words.ts';
import { disputeEventWord } from './disputes-words.ts';
import { refundEventWord } from './refunds-words.ts';
import { yenOf } from './till-entries-view.ts';
import { KINDS } from './till-words.ts';

export interface StoryParts {
  readonly attempts: readonly PaymentAttempt[];
  readonly events: readonly ChargeEvent[];
  readonly refunds: readonly { readonly refund: Refund; readonly events: readonly RefundEvent[] }[];
  readonly disputes: readonly {
    readonly dispute: Dispute;
    readonly events: readonly DisputeEvent[];
  }[];
  readonly receipts: readonly Receipt[];
  readonly tillEntries: readonly TillEntry[];
  readonly mails: readonly SentMail[];
}

interface Happened {
  readonly at: Date;
  /** 支払い, 返金, 異議, 領収書, レジ, メール */
  readonly kind: string;
  readonly text: string;
  readonly detail: string;
  /** Which attempt, refund or dispute: 「1回目」. */
  readonly which: string;
  readonly who: string;
  readonly isNew: boolean;
}

export interface TimelineRow extends Omit<Happened, 'at'> {
  readonly at: Html;
}

/** What was there before the company was asked a moment ago. */
export interface Asked {
  readonly chargeEvents: number;
  readonly refundEvents: number;
}

export const nth = (index: number): string => `${index + 1}回目`;

function ofCharge({ attempts, events }: StoryParts, asked: Asked | undefined): Happened[] {
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

function ofRefunds({ refunds }: StoryParts, names: ActorNames, asked: Asked | undefined) {
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

function ofDisputes({ disputes }: StoryParts): Happened[] {
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

function ofPaper({ receipts, tillEntries, mails }: StoryParts, names: ActorNames): Happened[] {
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

/** Everything that happened with a charge, in order, whoever told it. */
export function chargeTimeline(
  parts: StoryParts,
  context: { readonly words: Words; readonly names: ActorNames; readonly asked?: Asked },
): readonly TimelineRow[] {
  const { words, names, asked } = context;
  const all = [
    ...ofCharge(parts, asked),
    ...ofRefunds(parts, names, asked),
    ...ofDisputes(parts),
    ...ofPaper(parts, names),
  ];
  return all
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map((one) => ({ ...one, at: momentText(words, one.at) }));
}
