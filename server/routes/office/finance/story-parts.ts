import type { Dispute, DisputeEvent } from '../../../domain/disputes/dispute.ts';
import type { SentMail } from '../../../domain/payments/charge-story.ts';
import type { ChargeEvent, PaymentAttempt } from '../../../domain/payments/payment.ts';
import type { Receipt } from '../../../domain/receipts/receipt.ts';
import type { Refund, RefundEvent } from '../../../domain/refunds/refund.ts';
import type { TillEntry } from '../../../domain/till/till-session.ts';
import type { Html } from '../../../lib/html.ts';

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

export interface Happened {
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
