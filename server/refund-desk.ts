import type { RefundDeps } from './domain/refunds/refund-deps.ts';
import { refundMails } from './integrations/mail/payment-receipts.ts';
import type { Services } from './services.ts';

/** Above it a second person approves, where the town says nothing. */
const APPROVAL_ABOVE_YEN = 10_000;

/** What the verbs of the refunds room are given, wherever they are called from. */
export function refundDesk(services: Services): RefundDeps {
  const { stores, clock, providers, revenue, library } = services;
  const { approval_above_yen } = library.municipality.refunds ?? {};
  return {
    refunds: stores.refunds,
    clock,
    providers,
    revenue,
    mails: refundMails(services),
    approvalAboveYen: approval_above_yen ?? APPROVAL_ABOVE_YEN,
  };
}
