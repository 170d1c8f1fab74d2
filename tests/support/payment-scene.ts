import type { PaymentAttempt, ProviderOutcome } from '../../server/domain/payments/payment.ts';
import type { PaymentDeps } from '../../server/domain/payments/payment-deps.ts';
import { settleAttempt } from '../../server/domain/payments/settle-attempt.ts';
import { type StartPayment, startPayment } from '../../server/domain/payments/start-payment.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { fakeChargeStore } from './fake-charge-store.ts';
import { fakeProvider } from './fake-provider.ts';
import { noRevenueItems } from './no-revenue-items.ts';

export const T0 = '2026-11-21T10:00:00+09:00';

export const paidOutcome = (at: string = T0, yen = 1500): ProviderOutcome => ({
  outcome: 'paid',
  method: 'card',
  yen,
  paidAt: new Date(at),
});
export const pendingOutcome = (payBy = '2026-11-24T23:59:59+09:00'): ProviderOutcome => ({
  outcome: 'pending',
  method: 'konbini',
  payBy: new Date(payBy),
});
export const failedOutcome: ProviderOutcome = { outcome: 'failed', reason: 'card_refused' };

/** A charge of 1,500 yen for a hall on 24 December, a provider, and a clock at ten in the morning. */
export function paymentScene(start: Parameters<typeof fakeChargeStore>[0] = {}) {
  const charges = fakeChargeStore(start);
  const provider = fakeProvider();
  const clock = fixedClock(T0);
  const providers = new Map([['fake', provider]]);
  const deps: PaymentDeps = { charges, clock, providers, revenue: noRevenueItems };
  const input: StartPayment = {
    chargeId: 'charge-1',
    method: 'card',
    bookedDay: charges.booking?.day ?? null,
    locale: 'ja',
    description: '会議室',
    returnUrl: 'https://town.example/return',
    cancelUrl: 'https://town.example/cancel',
  };
  return {
    charges,
    provider,
    clock,
    deps,
    input,
    start: (change: Partial<StartPayment> = {}) => startPayment(deps, { ...input, ...change }),
    /** Writes an attempt down as started, without a visit to startPayment. */
    async begin(): Promise<PaymentAttempt> {
      await startPayment(deps, input);
      return charges.attemptList.at(-1) as PaymentAttempt;
    },
    hear: (attempt: PaymentAttempt, outcome: ProviderOutcome, eventId: string | null = null) =>
      settleAttempt(deps, attempt, { outcome, providerEventId: eventId }),
  };
}
