import { afterAll, beforeAll, expect, it } from 'vitest';
import { paymentApp } from '../../support/payment-app.ts';

let site: Awaited<ReturnType<typeof paymentApp>>;
let chargeId: string;

beforeAll(async () => {
  site = await paymentApp();
  const wanted = { payment_methods: ['card', 'paypay', 'konbini'] };
  const { library } = site.services;
  Object.assign(library, { municipality: { ...library.municipality, ...wanted } });
  ({ chargeId } = await site.submit({ sessionHash: site.sessionHash }));
});
afterAll(() => site.close());

const state = async () => (await site.stores.charges.find(chargeId))?.state;
const choose = async (method: string) => site.post(`/ja/pay/${chargeId}`, { method });

it('offers what the town has switched on, and nothing else', async () => {
  const { body } = await site.get(`/ja/pay/${chargeId}`);
  expect([...body.matchAll(/name="method" value="(\w+)"/g)].map(([, m]) => m)).toEqual([
    'card',
    'paypay',
    'konbini',
  ]);
  expect((await choose('alipay')).statusCode).toBe(422);
  expect(await state()).toBe('open');
});

it('is refused in the app, says so without speaking of a card, and is paid at the second try', async () => {
  const first = String((await choose('paypay')).headers.location);
  await site.post(first, { action: 'refuse_app' });
  await site.get(`/ja/pay/${chargeId}/return`);
  const { body } = await site.get(`/ja/pay/${chargeId}`);
  expect(body).toContain('支払いができませんでした');
  expect(body).not.toContain('カードが使えませんでした');
  const second = String((await choose('paypay')).headers.location);
  // The company's page was opened for the app: a card is not taken there.
  await site.post(second, { action: 'pay_card' });
  expect(await state()).toBe('started');
  await site.post(second, { action: 'pay_app' });
  await site.get(`/ja/pay/${chargeId}/return`);
  expect(await site.stores.charges.find(chargeId)).toMatchObject({
    state: 'paid',
    method: 'paypay',
  });
});
