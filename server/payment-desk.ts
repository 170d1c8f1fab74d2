import type { PaymentDeps } from './domain/payments/payment-deps.ts';
import { feeExpiries, paymentReceipts } from './integrations/mail/payment-receipts.ts';
import type { Services } from './services.ts';

/** What the verbs of the payments room are given, wherever they are called from. */
export function paymentDesk(services: Services): PaymentDeps {
  const { stores, clock, providers, revenue } = services;
  return {
    charges: stores.charges,
    clock,
    providers,
    revenue,
    receipts: paymentReceipts(services),
    expiries: feeExpiries(services),
  };
}
