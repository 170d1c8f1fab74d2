import { describe, expect, it } from 'vitest';
import { stripeTown } from '../../support/stripe-town.ts';

const town = stripeTown();
const { company, site, chargeId, at, state, events, returned, choose, act, hear } = town;

describe('a fee through the payment company', () => {
  it('is paid by card; the way back asks the company and believes nobody else', async () => {
    const session = await choose('card');
    expect(await state()).toBe('started');
    // Somebody who only opens the address of the way back has paid nothing.
    await returned();
    expect(await state()).toBe('started');
    expect(new URL(await act(session, 'card')).pathname).toBe(`/ja/pay/${chargeId()}/return`);
    await returned();
    expect(await state()).toBe('paid');
  });

  it('is paid by its notification alone, which counts once', async () => {
    const session = await choose('card');
    company().pay(session);
    const { body, signature } = company().event('checkout.session.completed', session);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const send = () =>
      site().app.inject({ method: 'POST', url: '/webhooks/stripe', headers, payload: body });
    expect((await send()).json()).toEqual({ result: 'changed' });
    expect((await send()).statusCode).toBe(200);
    expect(await events()).toEqual(['attempt_started', 'attempt_paid']);
  });

  it('at the shop: a slip that is out is not paid, and holds until its last day', async () => {
    const session = await choose('konbini');
    await act(session, 'slip');
    await hear('checkout.session.completed', session);
    expect(await state()).toBe('pending');
    expect((await site().stores.charges.find(chargeId()))?.payBy).toEqual(
      new Date('2026-11-24T23:59:59+09:00'),
    );
    company().slipPaid(session);
    await hear('checkout.session.async_payment_succeeded', session);
    expect(await state()).toBe('paid');
  });

  it('told in the wrong order ends paid all the same', async () => {
    const session = await choose('konbini');
    company().slip(session);
    const out = company().event('checkout.session.completed', session);
    company().slipPaid(session);
    await hear('checkout.session.async_payment_succeeded', session);
    const headers = { 'content-type': 'application/json', 'stripe-signature': out.signature };
    const late = { method: 'POST' as const, url: '/webhooks/stripe', headers, payload: out.body };
    expect((await site().app.inject(late)).statusCode).toBe(200);
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
    expect(company().sessions.get(card)?.status).toBe('expired');
  });
});

describe('what goes wrong', () => {
  it('the answer is lost: the next tap finds the same session', async () => {
    const before = company().sessions.size;
    company().fail('reset_after');
    company().fail('reset_after');
    const lost = await site().post(`/ja/pay/${chargeId()}`, { method: 'card' });
    expect(lost.statusCode).toBe(503);
    await choose('card');
    expect(company().sessions.size).toBe(before + 1);
  });

  it('the answer is lost for good: a new attempt after a while, and one payment', async () => {
    company().fail('reset_before');
    company().fail('reset_before');
    await site().post(`/ja/pay/${chargeId()}`, { method: 'card' });
    at('2026-11-21T10:06:00+09:00');
    const session = await choose('card');
    expect(await events()).toEqual(['attempt_started', 'attempt_failed', 'attempt_started']);
    company().pay(session);
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
    company().pay(session);
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
    const { body } = company().event('checkout.session.completed', session);
    const headers = { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' };
    const reply = await site().app.inject({
      method: 'POST',
      url: '/webhooks/stripe',
      headers,
      payload: body,
    });
    expect(reply.statusCode).toBe(400);
  });
});
