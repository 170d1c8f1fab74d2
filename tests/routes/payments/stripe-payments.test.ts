import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStripeProvider } from '../../../server/integrations/stripe/stripe-provider.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { paymentApp } from '../../support/payment-app.ts';
import { T0 } from '../../support/payment-scene.ts';
import { type StandIn, startStripeStandIn } from '../../support/stripe-stand-in/stand-in.ts';

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
});
afterAll(async () => {
  await site.close();
  await company.close();
});
beforeEach(async () => {
  at(T0);
  ({ chargeId } = await site.submit({ sessionHash: site.sessionHash }));
});

function at(moment: string): void {
  clock.set(moment);
  site.clock.set(moment);
  company.now = new Date(moment);
}

const state = async () => (await site.stores.charges.find(chargeId))?.state;
const events = async () => (await site.stores.charges.events(chargeId)).map((e) => e.type);
const returned = () => site.get(`/ja/pay/${chargeId}/return`);

/** Presses the button for a method. @returns the session at the company */
async function choose(method: 'card' | 'konbini'): Promise<string> {
  const reply = await site.post(`/ja/pay/${chargeId}`, { method });
  expect(reply.statusCode).toBe(303);
  return String(reply.headers.location).split('/').at(-1) ?? '';
}

/** The payer presses a button on the company's own page, and is sent back. */
async function act(session: string, name: 'card' | 'slip' | 'leave'): Promise<string> {
  const page = `${company.url}/c/pay/${session}`;
  const body = new URLSearchParams({ act: name });
  const reply = await fetch(page, { method: 'POST', body, redirect: 'manual' });
  return reply.headers.get('location') ?? '';
}

function hear(type: string, session: string, change?: object) {
  const { body, signature } = company.event(type, session, change);
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  return site.app.inject({ method: 'POST', url: '/webhooks/stripe', headers, payload: body });
}

describe('a fee through the payment company', () => {
  it('is paid by card; the way back asks the company and believes nobody else', async () => {
    const session = await choose('card');
    expect(await state()).toBe('started');
    // Somebody who only opens the address of the way back has paid nothing.
    await returned();
    expect(await state()).toBe('started');
    expect(new URL(await act(session, 'card')).pathname).toBe(`/ja/pay/${chargeId}/return`);
    await returned();
    expect(await state()).toBe('paid');
  });

  it('is paid by its notification alone, which counts once', async () => {
    const session = await choose('card');
    company.pay(session);
    const { body, signature } = company.event('checkout.session.completed', session);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const send = () =>
      site.app.inject({ method: 'POST', url: '/webhooks/stripe', headers, payload: body });
    expect((await send()).json()).toEqual({ result: 'changed' });
    expect((await send()).statusCode).toBe(200);
    expect(await events()).toEqual(['attempt_started', 'attempt_paid']);
  });

  it('at the shop: a slip that is out is not paid, and holds until its last day', async () => {
    const session = await choose('konbini');
    await act(session, 'slip');
    await hear('checkout.session.completed', session);
    expect(await state()).toBe('pending');
    expect((await site.stores.charges.find(chargeId))?.payBy).toEqual(
      new Date('2026-11-24T23:59:59+09:00'),
    );
    company.slipPaid(session);
    await hear('checkout.session.async_payment_succeeded', session);
    expect(await state()).toBe('paid');
  });

  it('told in the wrong order ends paid all the same', async () => {
    const session = await choose('konbini');
    company.slip(session);
    const out = company.event('checkout.session.completed', session);
    company.slipPaid(session);
    await hear('checkout.session.async_payment_succeeded', session);
    const headers = { 'content-type': 'application/json', 'stripe-signature': out.signature };
    const late = { method: 'POST' as const, url: '/webhooks/stripe', headers, payload: out.body };
    expect((await site.app.inject(late)).statusCode).toBe(200);
    await hear('checkout.session.expired', session);
    expect(await state()).toBe('paid');
  });

  it('two taps lead to one session', async () => {
    const [first, second] = await Promise.all([choose('card'), choose('card')]);
    expect(second).toBe(first);
  });

  it('another method closes the first session, so that nobody pays twice', async () => {
    const card = await choose('card');
    const slip = await choose('konbini');
    expect(slip).not.toBe(card);
    expect(company.sessions.get(card)?.status).toBe('expired');
  });
});

describe('what goes wrong', () => {
  it('the answer is lost: the next tap finds the same session', async () => {
    const before = company.sessions.size;
    company.fail('reset_after');
    company.fail('reset_after');
    const lost = await site.post(`/ja/pay/${chargeId}`, { method: 'card' });
    expect(lost.statusCode).toBe(503);
    await choose('card');
    expect(company.sessions.size).toBe(before + 1);
  });

  it('the answer is lost for good: a new attempt after a while, and one payment', async () => {
    company.fail('reset_before');
    company.fail('reset_before');
    await site.post(`/ja/pay/${chargeId}`, { method: 'card' });
    at('2026-11-21T10:06:00+09:00');
    const session = await choose('card');
    expect(await events()).toEqual(['attempt_started', 'attempt_failed', 'attempt_started']);
    company.pay(session);
    await returned();
    expect(await state()).toBe('paid');
  });

  it.each([
    ['another amount', { object: { amount_total: 1 } }, 'unknown'],
    ['another currency', { object: { currency: 'usd' } }, 'started'],
    ['another environment', { livemode: true }, 'started'],
    ['another attempt', { object: { client_reference_id: 'somebody' } }, 'started'],
  ])('%s is not believed', async (_what, change, then) => {
    const session = await choose('card');
    company.pay(session);
    const reply = await hear('checkout.session.completed', session, change);
    expect(reply.statusCode).toBe(200);
    expect(await state()).toBe(then);
    expect(await events()).not.toContain('attempt_paid');
  });

  it('of a session that nobody knows is acknowledged and changes nothing', async () => {
    const session = await choose('card');
    const reply = await hear('checkout.session.completed', session, { object: { id: 'cs_x' } });
    expect(reply.json()).toEqual({ result: 'unknown_session' });
    expect(await state()).toBe('started');
  });

  it('forged is refused', async () => {
    const session = await choose('card');
    const { body } = company.event('checkout.session.completed', session);
    const headers = { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' };
    const reply = await site.app.inject({
      method: 'POST',
      url: '/webhooks/stripe',
      headers,
      payload: body,
    });
    expect(reply.statusCode).toBe(400);
  });
});
