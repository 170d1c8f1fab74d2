import type { Clock } from '../../lib/clock.ts';
import type { PaymentProvider } from '../payments/payment.ts';
import type { PaymentReceipts } from '../payments/payment-deps.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import type { RefundStore } from './refund-store.ts';

/** What the verbs of this room are given. */
export interface RefundDeps {
  readonly refunds: RefundStore;
  readonly clock: Clock;
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  readonly revenue: RevenueBook;
  /** The mail that says that money was given back; without it nobody is told by mail. */
  readonly mails?: PaymentReceipts;
  /** Above this sum of what goes back of one charge, a second person approves. */
  readonly approvalAboveYen: number;
}
