import type { PaymentMethod } from '../payments/payment.ts';

/** Why money goes back. The first three are due by themselves, the others staff decide. */
export const REFUND_REASONS = [
  'withdrawn',
  'paid_twice',
  'paid_too_late',
  'changed',
  'overpaid',
  'mistake',
  // Another bill was meant: this one is to be paid again once the money has gone back.
  'wrong_bill',
] as const;

export type RefundReason = (typeof REFUND_REASONS)[number];

/** What staff may decide on money that would otherwise be kept. */
export const DECIDED_REASONS: readonly RefundReason[] = [
  'changed',
  'overpaid',
  'mistake',
  'wrong_bill',
];

/**
 * provider: the way it came; cash, card_terminal: at the counter, out of the till or back to the card
 * on the terminal there; bank_transfer: 過誤納還付 by the town itself.
 */
export const REFUND_WAYS = ['provider', 'cash', 'card_terminal', 'bank_transfer'] as const;

export type RefundWay = (typeof REFUND_WAYS)[number];

/** Given back at a till, by somebody who works there. */
export const isAtCounter = (way: RefundWay): boolean => way === 'cash' || way === 'card_terminal';

/** The states of a refund; `refund-transitions.ts` holds the table. */
export const REFUND_STATES = [
  'asked', // waits for approval
  'approved', // to be sent, or to be paid out by staff
  'sent', // the company was asked, and has not answered yet
  'unknown', // it did not answer; never "failed"
  'pending', // under way there
  'needs_payer', // konbini: the company has asked the payer for a bank account
  'succeeded',
  'failed', // also after it had succeeded
  'cancelled',
] as const;

export type RefundState = (typeof REFUND_STATES)[number];

export interface Refund {
  readonly id: string;
  readonly chargeId: string;
  /** Whose money goes back: the attempt that brought it; null where it came without one. */
  readonly attemptId: string | null;
  /** Whole yen, above zero. */
  readonly yen: number;
  readonly reason: RefundReason;
  readonly way: RefundWay;
  readonly state: RefundState;
  /** Who gives it back: a payment company; null where the town does. */
  readonly provider: string | null;
  /** The company's own name of it; null until it answered. */
  readonly providerRef: string | null;
  /** Is there a payee (sealed), to whom the town transfers it? */
  readonly hasPayee: boolean;
  /** JST day by which the town is to give it back. */
  readonly giveBackBy: string | null;
  /** `system`, `provider` or `staff:<login>`. */
  readonly askedBy: string;
  readonly approvedBy: string | null;
  readonly createdAt: Date;
  readonly touchedAt: Date;
  readonly endedAt: Date | null;
}

export interface RefundEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly actor: string;
  /** Unique over all events: a notification counts once. */
  readonly providerEventId: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** To whom the town transfers money, as the payee told it. */
export interface Payee {
  readonly name: string;
  readonly bank: string;
  readonly branch: string;
  readonly kind: 'ordinary' | 'current' | 'savings';
  /** Seven digits. */
  readonly number: string;
  /** In kana, as the bank has it. */
  readonly holder: string;
}

/** Money of a charge that came, by whichever event it was entered. */
export interface Payment {
  readonly seq: number;
  readonly type: 'attempt_paid' | 'paid_twice' | 'paid_too_late';
  readonly attemptId: string | null;
  readonly yen: number;
  readonly method: PaymentMethod | null;
}
