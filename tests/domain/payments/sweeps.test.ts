import { describe, expect, it } from 'vitest';
import { askProvider } from '../../../server/domain/payments/ask-provider.ts';
import { expireCharges } from '../../../server/domain/payments/expire-charges.ts';
import { chargeReconciler } from '../../../server/domain/payments/reconcile-charges.ts';
import {
  failedOutcome,
  paidOutcome,
  paymentScene,
  pendingOutcome,
} from '../../support/payment-scene.ts';

const fail = (error: unknown) => {
  throw error;
};

describe('expiring charges', () => {
  it('closes the open session, lapses the application and frees the slot', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    expect(await expireCharges(scene.deps, fail)).toBe(0);
    scene.clock.set('2026-11-21T10:30:00+09:00');
    expect(await expireCharges(scene.deps, fail)).toBe(1);
    expect(scene.provider.closed).toEqual([`ref-${attempt.id}`]);
    expect(scene.charges.charge.state).toBe('expired');
    expect(scene.charges.application.status).toBe('lapsed');
    expect(scene.charges.applicationEvents.map((e) => e.type)).toEqual(['hold_expired']);
    expect(scene.charges.booking?.state).toBe('lapsed');
  });

  it('expires what nobody ever tried to pay', async () => {
    const scene = paymentScene();
    scene.clock.set('2026-11-21T10:30:00+09:00');
    expect(await expireCharges(scene.deps, fail)).toBe(1);
  });

  it('asks first: what was paid is paid', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    scene.provider.outcomes.set(`ref-${attempt.id}`, paidOutcome());
    scene.clock.set('2026-11-21T12:00:00+09:00');
    expect(await expireCharges(scene.deps, fail)).toBe(0);
    expect(scene.charges.charge.state).toBe('paid');
  });

  it('without an answer it is unknown, never failed or expired, and asked again', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    scene.provider.down = true;
    scene.clock.set('2026-11-21T12:00:00+09:00');
    await expireCharges(scene.deps, fail);
    await expireCharges(scene.deps, fail);
    expect(scene.charges.charge.state).toBe('unknown');
    expect(scene.charges.booking?.state).toBe('held');
    scene.provider.down = false;
    scene.provider.outcomes.set(`ref-${attempt.id}`, paidOutcome());
    await expireCharges(scene.deps, fail);
    expect(scene.charges.charge.state).toBe('paid');
  });

  it('one charge that fails does not hold up the sweep', async () => {
    const scene = paymentScene();
    scene.clock.set('2026-11-21T12:00:00+09:00');
    const errors: unknown[] = [];
    const charges = { ...scene.charges, attempts: () => Promise.reject(new Error('disk')) };
    expect(await expireCharges({ ...scene.deps, charges }, (e) => errors.push(e))).toBe(0);
    expect(errors).toHaveLength(1);
  });
});

describe('finding lost notifications', () => {
  it('asks about every attempt but those that have paid', async () => {
    const scene = paymentScene();
    const first = await scene.begin();
    await scene.hear(first, failedOutcome);
    const second = await scene.begin();
    await scene.hear(second, paidOutcome());
    await askProvider(scene.deps, 'charge-1', { closing: true });
    expect(scene.provider.closed).toEqual([`ref-${first.id}`]);
  });

  it('leaves alone what was touched in the last five minutes', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    scene.provider.outcomes.set(`ref-${attempt.id}`, paidOutcome());
    const { sweep } = chargeReconciler(scene.deps);
    scene.clock.set('2026-11-21T10:04:59+09:00');
    expect(await sweep(fail)).toBe(0);
    scene.clock.set('2026-11-21T10:05:01+09:00');
    expect(await sweep(fail)).toBe(1);
    expect(scene.charges.charge.state).toBe('paid');
  });

  it('asks about a waiting slip every five minutes, not with every sweep', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    scene.provider.outcomes.set(`ref-${attempt.id}`, pendingOutcome());
    await scene.hear(attempt, pendingOutcome());
    const { sweep } = chargeReconciler(scene.deps);
    scene.clock.set('2026-11-21T10:06:00+09:00');
    expect(await sweep(fail)).toBe(1);
    scene.clock.set('2026-11-21T10:07:00+09:00');
    expect(await sweep(fail)).toBe(0);
    scene.clock.set('2026-11-21T10:12:00+09:00');
    expect(await sweep(fail)).toBe(1);
  });
});
