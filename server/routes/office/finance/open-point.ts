import type { Dispute } from '../../../domain/disputes/dispute.ts';
import type { Charge, ChargeEvent } from '../../../domain/payments/payment.ts';
import type { Refund } from '../../../domain/refunds/refund.ts';

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
