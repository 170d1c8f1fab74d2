import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { createStripeProvider } from '../../server/integrations/stripe/stripe-provider.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { paymentApp } from './payment-app.ts';
import { T0 } from './payment-scene.ts';
import { type StandIn, startStripeStandIn } from './stripe-stand-in/stand-in.ts';

/** A town whose payers go to the company's stand-in; before each test somebody owes 1,500 yen. */
export function stripeTown() {
  const clock = fixedClock(T0);
  let company: StandIn;
  let site: Awaited<ReturnType<typeof paymentApp>>;
  let chargeId: string;
  beforeAll(async () => {
    company = await startStripeStandIn(new Date(T0));
    const settings = {
      secretKey: 'sk_test_town',
      webhookSecrets: [company.secret],
      apiBase: company.url,
    };
    site = await paymentApp([createStripeProvider(settings, clock)]);
    const { library } = site.services;
    const wanted = { payment_methods: ['card', 'konbini', 'bank_transfer'] };
    Object.assign(library, { municipality: { ...library.municipality, ...wanted } });
  });
  afterAll(async () => {
    await site.close();
    await company.close();
  });
  const town = {
    company: () => company,
    site: () => site,
    chargeId: () => chargeId,
    at(moment: string): void {
      clock.set(moment);
      site.clock.set(moment);
      company.now = new Date(moment);
    },
    /** Somebody else owes now. */
    async owe(): Promise<void> {
      ({ chargeId } = await site.submit({ sessionHash: site.sessionHash }));
    },
    state: async (id = chargeId) => (await site.stores.charges.find(id))?.state,
    events: async () => (await site.stores.charges.events(chargeId)).map((e) => e.type),
    returned: () => site.get(`/ja/pay/${chargeId}/return`),
    /** Presses the button for a method. @returns the session at the company */
    async choose(method: 'card' | 'konbini' | 'bank_transfer'): Promise<string> {
      const reply = await site.post(`/ja/pay/${chargeId}`, { method });
      expect(reply.statusCode).toBe(303);
      return String(reply.headers.location).split('/').at(-1) ?? '';
    },
    /** The payer presses a button on the company's own page, and is sent back. */
    async act(session: string, name: 'card' | 'slip' | 'account' | 'leave'): Promise<string> {
      const page = `${company.url}/c/pay/${session}`;
      const body = new URLSearchParams({ act: name });
      const reply = await fetch(page, { method: 'POST', body, redirect: 'manual' });
      return reply.headers.get('location') ?? '';
    },
    send(told: { readonly body: string; readonly signature: string }) {
      const headers = { 'content-type': 'application/json', 'stripe-signature': told.signature };
      const request = { method: 'POST' as const, url: '/webhooks/stripe', headers };
      return site.app.inject({ ...request, payload: told.body });
    },
    hear: (type: string, session: string, change?: object) =>
      town.send(company.event(type, session, change)),
  };
  beforeEach(async () => {
    town.at(T0);
    await town.owe();
  });
  return town;
}
