import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askProvider } from '../../../server/domain/payments/ask-provider.ts';
import { expireCharges } from '../../../server/domain/payments/expire-charges.ts';
import { createStripeProvider } from '../../../server/integrations/stripe/stripe-provider.ts';
import { fetchLostNotices } from '../../../server/jobs/fetch-lost-notices.ts';
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
  const { library } = site.services;
  const wanted = { payment_methods: ['card', 'konbini', 'bank_transfer'] };
  Object.assign(library, { municipality: { ...library.municipality, ...wanted } });
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

function fail(...said: unknown[]): never {
  throw new Error(JSON.stringify(said));
}

const state = async () => (await site.stores.charges.find(chargeId))?.state;
const events = async () => (await site.stores.charges.events(chargeId)).map((e) => e.type);
const returned = () => site.get(`/ja/pay/${chargeId}/return`);

/** Presses the button for a method. @returns the session at the company */
async function choose(method: 'card' | 'konbini' | 'bank_transfer'): Promise<string> {
  const reply = await site.post(`/ja/pay/${chargeId}`, { method });
  expect(reply.statusCode).toBe(303);
  return String(reply.headers.location).split('/').at(-1) ?? '';
}

/** The payer presses a button on the company's own page, and is sent back. */
async function act(session: string, name: 'card' | 'slip' | 'account' | 'leave'): Promise<string> {
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

describe('a transfer', () => {
  /** The account is out, and the payer is back. */
  async function shown(): Promise<string> {
    const session = await choose('bank_transfer');
    await act(session, 'account');
    await returned();
    return session;
  }

  it('waits five days for all of the money, and says what is missing', async () => {
    const session = await shown();
    expect(await site.stores.charges.find(chargeId)).toMatchObject({
      state: 'pending',
      method: 'bank_transfer',
      payBy: new Date('2026-11-26T23:59:59+09:00'),
    });
    company.books.accountShown(session, 1000);
    await returned();
    await returned();
    const { body } = await site.get(`/ja/pay/${chargeId}`);
    expect(body).toMatch(/これまでに届いた金額<\/dt><dd class="amount">1,000円/);
    expect(body).toMatch(/あと振り込む金額<\/dt><dd class="amount">500円/);
    expect(body).toContain(`href="${company.url}/transfer/${session}"`);
    expect(await events()).toEqual(['attempt_started', 'attempt_pending', 'attempt_part_paid']);
    company.pay(session);
    await hear('checkout.session.async_payment_succeeded', session);
    expect(await state()).toBe('paid');
  });

  it('that came in part does not lapse: somebody has to look, and the rest may still come', async () => {
    const session = await shown();
    company.books.accountShown(session, 1000);
    await returned();
    at('2026-11-27T00:00:00+09:00');
    for (let sweep = 0; sweep < 3; sweep += 1) {
      await expireCharges(site.deps, fail);
      await askProvider(site.deps, chargeId);
    }
    expect(await state()).toBe('unknown');
    expect(await events()).toEqual([
      'attempt_started',
      'attempt_pending',
      'attempt_part_paid',
      'attempt_refused',
    ]);
    company.pay(session);
    await askProvider(site.deps, chargeId);
    expect(await state()).toBe('paid');
  });

  it('that never came lapses', async () => {
    await shown();
    at('2026-11-27T00:00:00+09:00');
    await expireCharges(site.deps, fail);
    expect(await state()).toBe('expired');
  });
});

describe('notifications that were lost', () => {
  const lost = () => fetchLostNotices(site.services, { info: fail, warn: fail, error: fail });

  it('are found in the company’s list, by whatever way the money came, and count once', async () => {
    const card = await choose('card');
    company.pay(card);
    company.lose('checkout.session.completed', card);
    const first = chargeId;
    ({ chargeId } = await site.submit({ sessionHash: site.sessionHash }));
    const slip = await choose('konbini');
    company.slip(slip);
    company.lose('checkout.session.completed', slip);
    company.slipPaid(slip);
    at('2026-11-21T10:04:00+09:00');
    company.lose('checkout.session.async_payment_succeeded', slip);
    expect(await lost()).toBe(3);
    expect(await state()).toBe('paid');
    expect((await site.stores.charges.find(first))?.state).toBe('paid');
    expect(await events()).toEqual(['attempt_started', 'attempt_pending', 'attempt_paid']);
    expect(await lost()).toBe(0);
    expect(await site.stores.providerCursors.find('stripe', 'undelivered')).toBe(
      '2026-11-21T01:04:00.000Z',
    );
    company.events.length = 0;
  });

  it('of money that goes back, too', async () => {
    const card = await choose('card');
    company.pay(card);
    await returned();
    const { id } = company.books.dispute(card);
    company.lose('charge.dispute.created', id);
    company.lose('charge.dispute.funds_withdrawn', id);
    await lost();
    expect((await site.stores.disputes.listOf(chargeId)).map(({ yen }) => yen)).toEqual([1500]);
    company.events.length = 0;
  });

  it('that can’t be heard now are read again: the list stays where it is', async () => {
    const card = await choose('card');
    company.pay(card);
    company.lose('checkout.session.completed', card);
    const before = await site.stores.providerCursors.find('stripe', 'undelivered');
    company.fail('reset_midway');
    await expect(lost()).rejects.toThrow();
    expect(await site.stores.providerCursors.find('stripe', 'undelivered')).toBe(before);
    expect(await state()).toBe('started');
    expect(await lost()).toBe(1);
    expect(await state()).toBe('paid');
  });
});
