import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PaymentProvider, StartRequest } from '../../server/domain/payments/payment.ts';
import type { RefundRequest } from '../../server/domain/refunds/provider-refund.ts';
import { createStripeProvider } from '../../server/integrations/stripe/stripe-provider.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import type { Fault } from './stripe-stand-in/faults.ts';
import { publishedTypes } from './stripe-stand-in/published-types.ts';
import { type StandIn, startStripeStandIn } from './stripe-stand-in/stand-in.ts';

const NOW = new Date('2026-11-21T10:00:00+09:00');

/** The provider before a company of its own, at ten in the morning; `company` from beforeAll on. */
export function stripeScene() {
  const clock = fixedClock(NOW);
  let company: StandIn;
  let provider: PaymentProvider;
  let impatient: PaymentProvider;
  let attempts = 0;
  beforeAll(async () => {
    company = await startStripeStandIn(NOW);
    const settings = {
      secretKey: 'rk_test_town',
      webhookSecrets: ['whsec_new', company.secret],
      apiBase: company.url,
    };
    provider = createStripeProvider(settings, clock);
    impatient = createStripeProvider(settings, clock, { timeoutMs: 800 });
  });
  afterAll(() => company.close());
  beforeEach(() => {
    clock.set(NOW);
    company.now = NOW;
  });
  const scene = {
    NOW,
    clock,
    company: () => company,
    /** @param fault one that is slow is not waited for as long as usual */
    provider: (fault?: Fault) => (fault === 'slow' ? impatient : provider),
    at(moment: string): void {
      clock.set(moment);
      company.now = new Date(moment);
    },
    request(change: Partial<StartRequest> = {}): StartRequest {
      attempts += 1;
      return {
        attemptId: `attempt-${attempts}`,
        yen: 1500,
        method: 'card',
        description: '見本市 ホールの使用料',
        locale: 'ja-easy',
        payBy: new Date('2026-11-24T23:59:59+09:00'),
        sessionEnds: new Date('2026-11-21T10:35:00+09:00'),
        returnUrl: 'http://localhost:3000/ja/pay/c/return',
        cancelUrl: 'http://localhost:3000/ja/pay/c',
        ...change,
      };
    },
    /** A payment that came, by that method. */
    async paid(method: StartRequest['method'] = 'card', yen = 1500) {
      const asked = scene.request({ method, yen });
      const { providerRef } = await provider.start(asked);
      company.pay(providerRef);
      const refund = (refundId: string, part = yen): RefundRequest => ({
        refundId,
        attemptId: asked.attemptId,
        providerRef,
        yen: part,
      });
      return { attemptId: asked.attemptId, providerRef, refund };
    },
    told: (type: string, id: string, change?: object) => {
      const { body, signature } = company.event(type, id, change);
      return provider.notify(Buffer.from(body), { 'stripe-signature': signature }, clock.now());
    },
  };
  return scene;
}

/** Last in a file: all that was said in it, beside the published types. */
export function everythingFitsThePublishedTypes(company: () => StandIn): void {
  const types = publishedTypes();
  it.skipIf(types === undefined)(
    'every request, answer and event fits the published types (skipped without the reference file)',
    () => {
      if (types === undefined) return;
      const calls = company().calls.filter((call) => types.knows(call));
      expect(calls.length).toBeGreaterThan(1);
      expect(new Set(calls.flatMap((call) => types.call(call)))).toEqual(new Set());
      const events = company()
        .events.filter(({ planted }) => !planted)
        .map(({ delivered: _delivered, planted: _planted, ...event }) => event);
      expect(new Set(events.flatMap((event) => types.event(event)))).toEqual(new Set());
      const first = { ...(calls[0] as (typeof calls)[0]), path: '/v1/checkout/sessions' };
      const form = new URLSearchParams({ mode: 'payment', payment_method_types: 'card' });
      const { answer: _answer, ...unanswered } = { ...first, method: 'POST', form };
      expect(types.call({ ...unanswered, query: new URLSearchParams() })).not.toEqual([]);
    },
    30_000,
  );
}
