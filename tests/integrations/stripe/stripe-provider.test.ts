import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STRIPE_EVENTS } from '../../../server/integrations/stripe/stripe-event.ts';
import { everythingFitsThePublishedTypes, stripeScene } from '../../support/stripe-scene.ts';

const scene = stripeScene();
const { clock, request, told } = scene;
const company = () => scene.company();
const { provider } = scene;
const slipRequest = () => request({ method: 'konbini' });

describe('a session', () => {
  it('is opened in yen, for one method, with opaque ids, in the version that we know', async () => {
    const asked = request();
    const { url, providerRef } = await provider().start(asked);
    expect(url).toBe(company().sessions.get(providerRef)?.url);
    const call = company().calls.at(-1);
    expect(call?.version).toBe('2026-10-28.endive');
    expect(Object.fromEntries(call?.form ?? [])).toMatchObject({
      'allowed_payment_method_types[0]': 'card',
      'line_items[0][price_data][currency]': 'jpy',
      'line_items[0][price_data][unit_amount]': '1500',
      client_reference_id: asked.attemptId,
      'payment_intent_data[metadata][attempt]': asked.attemptId,
      locale: 'ja',
    });
    expect(call?.form.has('payment_method_types[0]')).toBe(false);
  });

  it('of a slip says for how many days', async () => {
    await provider().start(slipRequest());
    const days = 'payment_method_options[konbini][expires_after_days]';
    expect(company().calls.at(-1)?.form.get(days)).toBe('3');
  });

  it.each(['paypay', 'wechat_pay', 'alipay'] as const)('by %s is paid at once', async (method) => {
    const { providerRef } = await provider().start(request({ method }));
    company().pay(providerRef);
    expect(await provider().ask(providerRef)).toMatchObject({ outcome: 'paid', method });
  });

  it('is the same one when it is asked for again', async () => {
    const asked = request();
    const first = await provider().start(asked);
    expect(await provider().start(asked)).toEqual(first);
  });

  it.each(['reset_before', 'reset_after', 'reset_midway', 'slow'] as const)(
    '%s: one session all the same',
    async (fault) => {
      const before = company().sessions.size;
      company().fail(fault);
      const asked = request();
      // The package asks again by itself, but for an answer that broke off in the middle.
      const once = provider(fault).start(asked);
      await (fault === 'reset_midway' ? once.catch(() => undefined) : once);
      await provider().start(asked);
      expect(company().sessions.size).toBe(before + 1);
    },
  );

  it('an answer that is no session is no session', async () => {
    company().fail('no_error_field');
    company().fail('no_error_field');
    await expect(provider().start(request())).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
  });

  it('a failure of theirs stays one under its key for a day: nothing is opened by asking again', async () => {
    const asked = request();
    const before = company().sessions.size;
    company().fail('error_500');
    await expect(provider().start(asked)).rejects.toMatchObject({ code: 'provider_unavailable' });
    await expect(provider().start(asked)).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(company().sessions.size).toBe(before);
  });

  it('is not opened past the time for it', async () => {
    company().now = new Date('2026-11-21T10:06:00+09:00');
    await expect(provider().start(request())).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
  });
});

describe('a transfer', () => {
  const transfer = () => request({ method: 'bank_transfer' });

  it('goes to an account of this attempt alone, without a name, also when asked twice', async () => {
    const asked = transfer();
    company().fail('reset_after');
    const before = company().books.customers.size;
    expect(await provider().start(asked)).toEqual(await provider().start(asked));
    expect(company().books.customers.size).toBe(before + 1);
    const made = company().calls.find(
      (call) => call.idempotencyKey === `customer-${asked.attemptId}`,
    );
    expect(Object.fromEntries(made?.form ?? [])).toEqual({ 'metadata[attempt]': asked.attemptId });
    expect(Object.fromEntries(company().calls.at(-1)?.form ?? [])).toMatchObject({
      'allowed_payment_method_types[0]': 'customer_balance',
      'payment_method_options[customer_balance][funding_type]': 'bank_transfer',
      'payment_method_options[customer_balance][bank_transfer][type]': 'jp_bank_transfer',
    });
  });

  it('is pending until all of it is there, and says how much has come', async () => {
    const { providerRef } = await provider().start(transfer());
    company().books.accountShown(providerRef);
    const url = `${company().url}/transfer/${providerRef}`;
    const pending = { outcome: 'pending', method: 'bank_transfer', payBy: null, url };
    expect(await provider().ask(providerRef)).toEqual({ ...pending, receivedYen: 0 });
    company().books.accountShown(providerRef, 1000);
    expect(await provider().ask(providerRef)).toEqual({ ...pending, receivedYen: 1000 });
    company().pay(providerRef);
    expect(await told('checkout.session.async_payment_succeeded', providerRef)).toMatchObject({
      outcome: { outcome: 'paid', method: 'bank_transfer', yen: 1500 },
    });
  });
});

describe('asked how it stands', () => {
  it('open, paid, expired', async () => {
    const { providerRef } = await provider().start(request());
    expect(await provider().ask(providerRef)).toEqual({ outcome: 'open' });
    company().pay(providerRef);
    expect(await provider().ask(providerRef)).toMatchObject({
      outcome: 'paid',
      method: 'card',
      yen: 1500,
      paidAt: scene.NOW,
    });
    const other = await provider().start(request());
    company().expire(other.providerRef);
    expect(await provider().ask(other.providerRef)).toEqual({ outcome: 'expired' });
  });

  it('a slip that is out is not paid; then paid, or not in time', async () => {
    const [paid, lapsed] = [
      await provider().start(slipRequest()),
      await provider().start(slipRequest()),
    ];
    company().slip(paid.providerRef);
    company().slip(lapsed.providerRef);
    const payBy = new Date('2026-11-24T23:59:59+09:00');
    expect(await provider().ask(paid.providerRef)).toEqual({
      outcome: 'pending',
      method: 'konbini',
      payBy,
      url: `${company().url}/voucher/${paid.providerRef}`,
    });
    company().slipPaid(paid.providerRef);
    expect(await provider().ask(paid.providerRef)).toMatchObject({
      outcome: 'paid',
      method: 'konbini',
    });
    company().slipLapsed(lapsed.providerRef);
    expect(await provider().ask(lapsed.providerRef)).toMatchObject({ outcome: 'failed' });
  });

  it('no answer is "unknown", never "failed"', async () => {
    const { providerRef } = await provider().start(request());
    company().fail('error_500');
    company().fail('error_500');
    expect(await provider().ask(providerRef)).toEqual({ outcome: 'unknown' });
    company().fail('slow', 'slow');
    expect(await provider('slow').ask(providerRef)).toEqual({ outcome: 'unknown' });
    company().fail('reset_midway', 'reset_midway');
    expect(await provider().ask(providerRef)).toEqual({ outcome: 'unknown' });
    expect(await provider().ask('cs_test_nobody')).toEqual({ outcome: 'unknown' });
  });

  it('closing ends what is open; a slip that is out stays', async () => {
    const open = await provider().start(request());
    expect(await provider().close(open.providerRef)).toEqual({ outcome: 'expired' });
    const slip = await provider().start(slipRequest());
    company().slip(slip.providerRef);
    expect(await provider().close(slip.providerRef)).toMatchObject({ outcome: 'pending' });
  });
});

describe('a notification', () => {
  it('signed with either secret is believed, with what it says', async () => {
    const asked = request();
    const { providerRef } = await provider().start(asked);
    company().pay(providerRef);
    expect(await told('checkout.session.completed', providerRef)).toMatchObject({
      providerRef,
      attemptId: asked.attemptId,
      outcome: { outcome: 'paid', yen: 1500 },
    });
  });

  it('"completed" of a slip is pending until the end of its last day in Tokyo', async () => {
    const { providerRef } = await provider().start(slipRequest());
    company().slip(providerRef);
    expect(await told('checkout.session.completed', providerRef)).toMatchObject({
      outcome: { outcome: 'pending', payBy: new Date('2026-11-24T23:59:59+09:00') },
    });
    const failed = await told('checkout.session.async_payment_failed', providerRef);
    expect(failed).toMatchObject({ outcome: { outcome: 'failed' } });
  });

  it('forged, stale or unsigned is refused', async () => {
    const { providerRef } = await provider().start(request());
    const { body, signature } = company().event('checkout.session.completed', providerRef);
    const hear = (text: string, header?: string) =>
      provider().notify(Buffer.from(text), { 'stripe-signature': header }, clock.now());
    expect(await hear(body.replace('1500', '1501'), signature)).toBeUndefined();
    expect(await hear(body)).toBeUndefined();
    expect(await hear(body, signature.replace(/v1=..../, 'v1=0000'))).toBeUndefined();
    clock.set('2026-11-21T10:05:01+09:00');
    expect(await hear(body, signature)).toBeUndefined();
  });

  it.each([
    ['livemode', { livemode: true }],
    ['currency', { object: { currency: 'usd' } }],
    ['event_type', { type: 'customer.created' }],
  ])('of another %s is set aside', async (setAside, change) => {
    const { providerRef } = await provider().start(request());
    expect(await told('checkout.session.completed', providerRef, change)).toMatchObject({
      setAside,
    });
  });
});

it('the events to switch on are the ones in the documentation, and no others', () => {
  const text = readFileSync(new URL('../../../docs/payments.md', import.meta.url), 'utf8');
  const listed = [...text.matchAll(/^ {3}- `([\w.]+)`$/gm)].map(([, type]) => type);
  expect(listed).toEqual([...STRIPE_EVENTS]);
});

everythingFitsThePublishedTypes(company);
