import type { PaymentReceipts } from '../payments/payment-deps.ts';
import type { RefundChange, RefundSnapshot } from './refund-store.ts';

const GIVEN: readonly string[] = ['refunded', 'partly_refunded'];

type Write = Awaited<ReturnType<PaymentReceipts['prepare']>>;

/**
 * Adds the mail to a change by which money went back, and to no other: nobody is told of a refund
 * who has paid nothing, or got nothing.
 */
export function withMail(
  snapshot: RefundSnapshot,
  change: RefundChange | undefined,
  write: Write | undefined,
  at: Date,
): RefundChange | undefined {
  const { charge } = change ?? {};
  if (!charge?.events.some(({ type }) => GIVEN.includes(type))) return change;
  const mail = write?.(snapshot.charge, at);
  return change && mail ? { ...change, charge: { ...charge, mails: [mail] } } : change;
}
