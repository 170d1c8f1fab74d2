import type { RefundOutcome } from './provider-refund.ts';

/** What was heard about one refund, by a notification, by asking, or as the answer to sending it. */
export interface HeardRefund {
  readonly outcome: RefundOutcome;
  /** The company's name of it, where it said one. */
  readonly refundRef?: string | undefined;
  /** The notification's own id; null when we asked. */
  readonly providerEventId: string | null;
  /** Why there is no answer, as the company or the connection said it. */
  readonly cause?: string | undefined;
  readonly at: Date;
}
