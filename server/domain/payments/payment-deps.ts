import type { Clock } from '../../lib/clock.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import type { ChargeSnapshot, ChargeStore } from './charge-store.ts';
import type { PaymentProvider } from './payment.ts';

/**
 * The mail that says "paid". Prepared before the write (it may have to load the definition), written
 * inside it: what is committed is announced, and nothing else.
 */
export interface PaymentReceipts {
  prepare(chargeId: string): Promise<WriteMail>;
  /** The same without waiting; undefined where the definition has to be loaded first. */
  atHand(snapshot: ChargeSnapshot): WriteMail | undefined;
}

type WriteMail = (snapshot: ChargeSnapshot, at: Date) => OutboxMail | undefined;

/** What the verbs of this room are given. */
export interface PaymentDeps {
  readonly charges: ChargeStore;
  readonly clock: Clock;
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  readonly revenue: RevenueBook;
  /** Without it nobody is told by mail. */
  readonly receipts?: PaymentReceipts;
  /** The mail that says that a fee fixed by the review was not paid in time. */
  readonly expiries?: PaymentReceipts;
}
