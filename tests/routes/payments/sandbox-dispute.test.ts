import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../../server/http/paths.ts';
import { paymentApp } from '../../support/payment-app.ts';

let site: Awaited<ReturnType<typeof paymentApp>>;
beforeAll(async () => {
  site = await paymentApp();
});
afterAll(() => site.close());

async function visit(method: 'card' | 'konbini') {
  const { chargeId } = await site.submit({ sessionHash: site.sessionHash });
  const { headers } = await site.post(`/ja/pay/${chargeId}`, { method });
  const sandbox = String(headers.location);
  return { chargeId, sandbox, page: paths.sandboxDispute(sandbox.split('/').at(-1) ?? '') };
}
const state = async (chargeId: string) =>
  (await site.stores.disputes.listOf(chargeId)).map((one) => one.state);

it('raises a dispute of a card payment, and ends it, however often one presses', async () => {
  const { chargeId, sandbox, page } = await visit('card');
  expect((await site.post(page, { action: 'dispute_opens' })).statusCode).toBe(422);
  await site.post(sandbox, { action: 'pay_card' });
  expect((await site.get(page)).body).toContain('異議を申し立てたことにする');
  await site.post(page, { action: 'dispute_opens' });
  await site.post(page, { action: 'dispute_opens' });
  expect(await site.deliverNotices()).toBe(3);
  expect(await state(chargeId)).toEqual(['needs_response']);
  expect((await site.stores.chargeStory.entries(chargeId)).map(({ yen }) => yen)).toEqual([
    1500, -1500,
  ]);
  site.clock.set('2026-11-22T10:00:00+09:00');
  await site.post(page, { action: 'dispute_won' });
  await site.deliverNotices();
  expect(await state(chargeId)).toEqual(['won']);
  expect((await site.stores.chargeStory.entries(chargeId)).at(-1)?.yen).toBe(1500);
});

it('has nothing to dispute that was not paid by card, or does not exist', async () => {
  const { sandbox, page } = await visit('konbini');
  await site.post(sandbox, { action: 'issue_slip' });
  await site.post(sandbox, { action: 'pay_slip' });
  expect((await site.get(page)).body).not.toContain('name="action"');
  expect((await site.post(page, { action: 'dispute_opens' })).statusCode).toBe(422);
  expect((await site.get(paths.sandboxDispute('nothing'))).statusCode).toBe(404);
});
