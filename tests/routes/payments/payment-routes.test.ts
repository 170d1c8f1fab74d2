import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeProvider } from '../../support/fake-provider.ts';
import { paymentApp } from '../../support/payment-app.ts';
import { T0 } from '../../support/payment-scene.ts';

let site: Awaited<ReturnType<typeof paymentApp>>;
let submitted: Awaited<ReturnType<typeof site.submit>>;
let page: string;

beforeAll(async () => {
  site = await paymentApp();
});
afterAll(() => site.close());
beforeEach(async () => {
  site.clock.set(T0);
  submitted = await site.submit({ sessionHash: site.sessionHash });
  page = `/ja/pay/${submitted.chargeId}`;
});

const charge = () => site.stores.charges.find(submitted.chargeId);
const application = () => site.stores.applications.find(submitted.applicationId);
const done = () => `/ja/apply/hall/done/${submitted.applicationId}`;
async function go(method: 'card' | 'konbini') {
  const reply = await site.post(page, { method });
  expect(reply.statusCode).toBe(303);
  return reply.headers.location as string;
}

describe('the pay page', () => {
  it.each(['ja', 'ja-easy', 'en'])('has its door in %s', async (locale) => {
    const reply = await site.get(`/${locale}/pay`);
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain(`href="/${locale}/status"`);
  });

  it.each(['ja', 'ja-easy', 'en'])(
    'says what is owed, until when and how, in %s',
    async (locale) => {
      const reply = await site.get(page.replace('ja', locale));
      expect(reply.statusCode).toBe(200);
      expect(reply.body).toContain('1,500');
      expect(reply.body).toContain(submitted.number);
      expect(reply.body).toContain('10:30');
      expect(reply.body).toContain('value="card"');
      expect(reply.body).toContain('value="konbini"');
    },
  );

  it('is shown only to whoever applied', async () => {
    const stranger = await site.app.inject({ url: page });
    expect(stranger.statusCode).toBe(303);
    expect(stranger.headers.location).toBe('/ja/status');
    expect((await site.get('/ja/pay/nothing')).statusCode).toBe(404);
  });

  it('refuses a forged form and asks again when no method was chosen', async () => {
    const forged = await site.app.inject({ method: 'POST', url: page, payload: 'method=card' });
    expect(forged.statusCode).toBeGreaterThanOrEqual(400);
    const reply = await site.post(page, { method: 'gold' });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('支払い方を選んでください');
    expect((await charge())?.state).toBe('open');
  });

  it('offers no slip on the eve of use', async () => {
    const late = await site.submit({ sessionHash: site.sessionHash, bookedDay: '2026-11-21' });
    const reply = await site.get(`/ja/pay/${late.chargeId}`);
    expect(reply.body).not.toContain('value="konbini"');
  });
});

describe('paying by card', () => {
  it('comes back paid, even before any notification', async () => {
    const sandbox = await go('card');
    const shown = await site.get(sandbox);
    expect(shown.body).toContain('value="pay_card"');
    const back = await site.post(sandbox, { action: 'pay_card' });
    expect(back.headers.location).toBe(`${page}/return`);
    const returned = await site.get(`${page}/return`);
    expect(returned.headers.location).toBe(done());
    expect((await application())?.status).toBe('received');
    expect((await site.get(page)).headers.location).toBe(done());
  });

  it('says that the card was refused, and another try succeeds', async () => {
    const first = await go('card');
    await site.post(first, { action: 'refuse_card' });
    expect((await site.get(`${page}/return`)).headers.location).toBe(page);
    expect((await site.get(page)).body).toContain('カードが使えませんでした');
    const second = await go('card');
    expect(second).not.toBe(first);
    await site.post(second, { action: 'pay_card' });
    expect((await site.get(`${page}/return`)).headers.location).toBe(done());
  });

  it('a closed window loses nothing: the same session opens again', async () => {
    const first = await go('card');
    expect((await site.get(`${page}/return`)).headers.location).toBe(page);
    expect((await site.get(page)).body).toContain('お支払いはまだ終わっていません');
    expect(await go('card')).toBe(first);
  });

  it('too late is a friendly page', async () => {
    const token = await site.tokenOf(page);
    site.clock.set('2026-11-21T10:31:00+09:00');
    const reply = await site.get(page);
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('支払いの期限が過ぎました');
    const posted = await site.post(page, { method: 'card' }, token);
    expect(posted.body).toContain('支払いの期限が過ぎました');
    expect((await charge())?.state).toBe('open');
  });
});

describe('a provider that cannot be reached', () => {
  it('gets a friendly page, loses nothing, and another try succeeds', async () => {
    const provider = fakeProvider();
    const down = await paymentApp([provider]);
    const { chargeId } = await down.submit({ sessionHash: down.sessionHash });
    const url = `/ja/pay/${chargeId}`;
    provider.down = true;
    const reply = await down.post(url, { method: 'card' });
    expect(reply.statusCode).toBe(503);
    expect(reply.body).toContain('いま支払いのページにつながりません');
    provider.down = false;
    expect((await down.post(url, { method: 'card' })).headers.location).toContain('pay.example');
    provider.down = true;
    expect((await down.get(`${url}/return`)).headers.location).toBe(url);
    const doubt = await down.get(url);
    expect(doubt.body).toContain('お支払いを確かめています');
    expect(doubt.body).toContain(`href="${url}/return"`);
    await down.close();
  });
});

describe('paying at a shop', () => {
  it('shows the number, waits, and is paid later', async () => {
    const sandbox = await go('konbini');
    const slip = await site.post(sandbox, { action: 'issue_slip' });
    expect(slip.headers.location).toBe(sandbox);
    expect((await site.get(sandbox)).body).toMatch(/\d{5}-\d{6}/);
    expect((await site.get(`${page}/return`)).headers.location).toBe(done());
    expect(await charge()).toMatchObject({
      state: 'pending',
      payBy: new Date('2026-11-24T23:59:59+09:00'),
    });
    const waiting = await site.get(page);
    expect(waiting.body).toContain(`href="${sandbox}"`);
    await site.deliverNotices();
    site.clock.set('2026-11-23T20:00:00+09:00');
    await site.post(sandbox, { action: 'pay_slip' });
    expect((await charge())?.state).toBe('pending');
    await site.deliverNotices();
    expect((await charge())?.state).toBe('paid');
    expect((await application())?.status).toBe('received');
  });
});
