import { describe, expect, it } from 'vitest';
import {
  failedOutcome,
  paidOutcome,
  paymentScene,
  pendingOutcome,
} from '../../support/payment-scene.ts';

describe('sending a payer to the provider', () => {
  it('writes the attempt down first and holds the booking for half an hour more', async () => {
    const scene = paymentScene();
    scene.clock.set('2026-11-21T10:20:00+09:00');
    const started = await scene.start();
    const [attempt] = scene.charges.attemptList;
    expect(started).toEqual({ result: 'redirect', url: attempt?.url });
    expect(scene.provider.requests[0]).toMatchObject({
      attemptId: attempt?.id,
      yen: 1500,
      method: 'card',
      payBy: new Date('2026-11-21T10:50:00+09:00'),
    });
    expect(scene.charges.charge.state).toBe('started');
    expect(scene.charges.booking?.holdUntil).toEqual(new Date('2026-11-21T10:50:00+09:00'));
  });

  it('asks a shop slip to end on its own last day', async () => {
    const scene = paymentScene();
    await scene.start({ method: 'konbini' });
    expect(scene.provider.requests[0]?.payBy).toEqual(new Date('2026-11-24T23:59:59+09:00'));
  });

  it('a double tap and a second tab lead to one session', async () => {
    const scene = paymentScene();
    const urls = await Promise.all([scene.start(), scene.start(), scene.start()]);
    expect(new Set(urls.map((u) => JSON.stringify(u))).size).toBe(1);
    expect(await scene.start()).toEqual(urls[0]);
    expect(scene.charges.chargeEvents.map((e) => e.type)).toEqual(['attempt_started']);
    expect(new Set(scene.provider.requests.map((r) => r.attemptId)).size).toBe(1);
  });

  it('closes the open session before another method is tried', async () => {
    const scene = paymentScene();
    const first = await scene.begin();
    const again = await scene.start({ method: 'konbini' });
    expect(scene.provider.closed).toEqual([`ref-${first.id}`]);
    expect(again).toMatchObject({ result: 'redirect' });
    expect(scene.charges.attemptList.at(-1)?.method).toBe('konbini');
  });

  it('finds what was paid in the meantime instead of asking for it twice', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    scene.provider.outcomes.set(`ref-${attempt.id}`, paidOutcome());
    expect(await scene.start()).toEqual({ result: 'settled', state: 'paid' });
    expect(scene.charges.attemptList).toHaveLength(1);
  });

  it('offers no second payment while a slip is out', async () => {
    const scene = paymentScene();
    await scene.hear(await scene.begin(), pendingOutcome());
    expect(await scene.start()).toEqual({ result: 'settled', state: 'pending' });
  });

  it('lets a refused card be followed by another try', async () => {
    const scene = paymentScene();
    await scene.hear(await scene.begin(), failedOutcome);
    expect(await scene.start()).toMatchObject({ result: 'redirect' });
    expect(scene.charges.attemptList).toHaveLength(2);
  });

  it('loses nothing when the provider cannot be reached, and takes the same attempt up again', async () => {
    const scene = paymentScene();
    scene.provider.down = true;
    await expect(scene.start()).rejects.toThrow('provider_unavailable');
    scene.provider.down = false;
    expect(await scene.start()).toMatchObject({ result: 'redirect' });
    expect(scene.charges.attemptList).toHaveLength(1);
  });

  it('does not open a second session while it does not know about the first', async () => {
    const scene = paymentScene();
    await scene.begin();
    scene.provider.down = true;
    await expect(scene.start()).rejects.toThrow('provider_unavailable');
    expect(scene.charges.charge.state).toBe('unknown');
    scene.provider.down = false;
    expect(await scene.start()).toMatchObject({ result: 'redirect' });
    expect(scene.charges.charge.state).toBe('started');
  });

  it('refuses what is over: time, method, charge', async () => {
    const late = paymentScene();
    late.clock.set('2026-11-21T10:30:00+09:00');
    await expect(late.start()).rejects.toThrow('charge_not_payable');
    const sameDay = paymentScene({ bookedDay: '2026-11-21' });
    await expect(sameDay.start({ method: 'konbini' })).rejects.toThrow('charge_not_payable');
    await expect(paymentScene().start({ chargeId: 'other' })).rejects.toThrow('charge_not_found');
    const gone = paymentScene({ charge: { state: 'expired' } });
    await expect(gone.start()).rejects.toThrow('charge_not_payable');
  });
});
