import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signNotice } from '../../../server/integrations/sandbox-payments/sandbox-signature.ts';
import { paymentApp } from '../../support/payment-app.ts';
import { T0 } from '../../support/payment-scene.ts';

let site: Awaited<ReturnType<typeof paymentApp>>;
let chargeId: string;
let sandbox: string;

beforeAll(async () => {
  site = await paymentApp();
});
afterAll(() => site.close());
beforeEach(async () => {
  site.clock.set(T0);
  ({ chargeId } = await site.submit({ sessionHash: site.sessionHash }));
  sandbox = (await site.post(`/ja/pay/${chargeId}`, { method: 'card' })).headers.location as string;
});

const state = async () => (await site.stores.charges.find(chargeId))?.state;
const events = async () => (await site.stores.charges.events(chargeId)).map((e) => e.type);

function send(body: object, secret = 'sandbox-secret') {
  const payload = Buffer.from(JSON.stringify(body));
  return site.app.inject({
    method: 'POST',
    url: '/webhooks/sandbox',
    headers: {
      'content-type': 'application/json',
      'sandbox-signature': signNotice(secret, payload, site.clock.now()),
    },
    payload,
  });
}
async function notice(change: object = {}) {
  const [attempt] = await site.stores.charges.attempts(chargeId);
  return {
    event_id: `event-${chargeId}`,
    ref: attempt?.providerRef,
    attempt_id: attempt?.id,
    outcome: { outcome: 'paid', method: 'card', yen: 1500, paidAt: '2026-11-21T01:00:00.000Z' },
    ...change,
  };
}

describe('notifications over HTTP', () => {
  it('pay the charge without any visit to the return page', async () => {
    await site.post(sandbox, { action: 'pay_card', delivery: 'once' });
    expect(await state()).toBe('started');
    expect(await site.deliverNotices()).toBe(1);
    expect(await state()).toBe('paid');
  });

  it('sent twice count once', async () => {
    await site.post(sandbox, { action: 'pay_card', delivery: 'twice' });
    expect(await site.deliverNotices()).toBe(2);
    expect(await events()).toEqual(['attempt_started', 'attempt_paid']);
  });

  it('sent late come late; lost ones never', async () => {
    await site.post(sandbox, { action: 'pay_card', delivery: 'late' });
    expect(await site.deliverNotices()).toBe(0);
    site.clock.set('2026-11-21T10:00:30+09:00');
    expect(await site.deliverNotices()).toBe(1);
    expect(await state()).toBe('paid');
  });

  it('are sent again until they are acknowledged', async () => {
    await site.post(sandbox, { action: 'pay_card' });
    const [due] = await site.stores.sandbox.dueNotices(site.clock.now(), 5);
    await site.stores.sandbox.noticeRetry(due!.id, new Date('2026-11-21T10:01:00+09:00'));
    expect(await site.deliverNotices()).toBe(0);
    site.clock.set('2026-11-21T10:01:00+09:00');
    expect(await site.deliverNotices()).toBe(1);
  });

  it('forged or unsigned ones get 400 and do nothing', async () => {
    expect((await send(await notice(), 'wrong')).statusCode).toBe(400);
    const unsigned = await site.app.inject({
      method: 'POST',
      url: '/webhooks/sandbox',
      payload: await notice(),
    });
    expect(unsigned.statusCode).toBe(400);
    expect(await state()).toBe('started');
  });

  it('of an unknown session, or with another reference, are acknowledged and do nothing', async () => {
    const unknown = await send(await notice({ ref: 'nobody' }));
    expect([unknown.statusCode, unknown.json()]).toEqual([200, { result: 'unknown_session' }]);
    const other = await send(await notice({ attempt_id: 'other' }));
    expect([other.statusCode, other.json()]).toEqual([200, { result: 'unknown_session' }]);
    expect(await state()).toBe('started');
  });

  it('with another amount are not believed, and the charge waits in doubt', async () => {
    const outcome = { outcome: 'paid', method: 'card', yen: 1, paidAt: '2026-11-21T01:00:00.000Z' };
    expect((await send(await notice({ outcome }))).statusCode).toBe(200);
    expect(await state()).toBe('unknown');
    const page = await site.get(`/ja/pay/${chargeId}`);
    expect(page.body).toContain('お支払いを確かめています');
  });

  it('at the same moment as the return page count once', async () => {
    await site.post(sandbox, { action: 'pay_card', delivery: 'lost' });
    const payload = await notice();
    await Promise.all([
      send(payload),
      site.get(`/ja/pay/${chargeId}/return`),
      send(payload),
      site.get(`/ja/pay/${chargeId}/return`),
    ]);
    expect(await events()).toEqual(['attempt_started', 'attempt_paid']);
    expect((await site.stores.charges.find(chargeId))?.refundYen).toBe(0);
  });

  it('of a provider that we do not have get 404', async () => {
    const reply = await site.app.inject({ method: 'POST', url: '/webhooks/other', payload: '{}' });
    expect(reply.statusCode).toBe(404);
  });
});
