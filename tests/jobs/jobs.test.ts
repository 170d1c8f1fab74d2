import { afterEach, describe, expect, it, vi } from 'vitest';
import { runEvery } from '../../server/jobs/run-every.ts';
import { startJobs } from '../../server/jobs/start-jobs.ts';
import { paymentApp } from '../support/payment-app.ts';

// Also after a failure: the files after this one need real time.
afterEach(() => {
  vi.useRealTimers();
});

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn() };

describe('a job', () => {
  it('runs again after a failure, never two runs at once, and stops after the run under way', async () => {
    vi.useFakeTimers();
    let running = 0;
    let most = 0;
    let runs = 0;
    const job = runEvery(
      {
        name: 'sample',
        everyMs: 100,
        async run() {
          runs += 1;
          running += 1;
          most = Math.max(most, running);
          await new Promise((done) => setTimeout(done, 250));
          running -= 1;
          if (runs === 1) throw new Error('first run fails');
        },
      },
      log,
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toBe(3);
    expect(most).toBe(1);
    expect(log.error).toHaveBeenCalledTimes(1);
    const stopped = job.stop();
    await vi.advanceTimersByTimeAsync(1000);
    await stopped;
    expect([running, runs]).toEqual([0, 3]);
  });
});

describe('the jobs of the portal', () => {
  it('deliver notifications, send mail and expire what is unpaid', async () => {
    const site = await paymentApp();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const paid = await site.submit({ sessionHash: site.sessionHash });
    const unpaid = await site.submit({ sessionHash: site.sessionHash });
    const page = `/ja/pay/${paid.chargeId}`;
    const sandbox = (await site.post(page, { method: 'card' })).headers.location as string;
    await site.post(sandbox, { action: 'pay_card' });
    await site.stores.outbox.add({
      id: 'mail-1',
      to: 'a@example.jp',
      subject: '件名',
      body: '本文 https://example.jp/x',
      locale: 'ja',
      attempts: 0,
      nextAt: site.clock.now(),
    });
    const jobs = startJobs(site.services, log, { fetch: site.ownFetch });
    site.clock.set('2026-11-21T10:30:00+09:00');
    const state = async (id: string) => (await site.stores.charges.find(id))?.state;
    for (let second = 0; second < 40; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      await new Promise((done) => setImmediate(done));
    }
    await vi.waitFor(async () => expect(await state(unpaid.chargeId)).toBe('expired'));
    expect(await state(paid.chargeId)).toBe('paid');
    await jobs.stop();
    const mails = await site.get('/sample/mail');
    expect(mails.body).toContain('<a href="https://example.jp/x">');
    expect((await site.stores.outbox.recent(5))[0]?.sentAt).toEqual(site.clock.now());
    await site.close();
  });
});
