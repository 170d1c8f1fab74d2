import { describe, expect, it } from 'vitest';
import { expireCharges } from '../../../server/domain/payments/expire-charges.ts';
import { paidOutcome, paymentScene } from '../../support/payment-scene.ts';

const fail = (error: unknown) => {
  throw error;
};

async function lapsed(bookedDay: string | null) {
  const scene = paymentScene({ bookedDay });
  const attempt = await scene.begin();
  scene.clock.set('2026-11-21T11:00:00+09:00');
  expect(await expireCharges(scene.deps, fail)).toBe(1);
  return { scene, attempt };
}

describe('money for a lapsed application', () => {
  it('takes the slot back when it is still free', async () => {
    const { scene, attempt } = await lapsed('2026-12-24');
    expect(scene.charges.booking?.state).toBe('lapsed');
    await scene.hear(attempt, paidOutcome());
    expect(scene.charges.charge.state).toBe('paid');
    expect(scene.charges.booking?.state).toBe('confirmed');
    expect(scene.charges.application).toMatchObject({ status: 'received', closedAt: null });
  });

  it('goes back when somebody else has the slot', async () => {
    const { scene, attempt } = await lapsed('2026-12-24');
    scene.charges.slotTaken = true;
    await scene.hear(attempt, paidOutcome(), 'event-1');
    expect(scene.charges.charge).toMatchObject({ state: 'refund_due', refundYen: 1500 });
    expect(scene.charges.booking?.state).toBe('lapsed');
    expect(scene.charges.application.status).toBe('lapsed');
    expect(scene.charges.applicationEvents.at(-1)).toMatchObject({
      type: 'refund_due',
      detail: { yen: 1500, reason: 'paid_too_late' },
    });
    expect(await scene.hear(attempt, paidOutcome(), 'event-1')).toBe('unchanged');
  });

  it('goes back when the day of use has come', async () => {
    const { scene, attempt } = await lapsed('2026-11-25');
    scene.clock.set('2026-11-25T00:00:00+09:00');
    await scene.hear(attempt, paidOutcome());
    expect(scene.charges.charge.state).toBe('refund_due');
  });

  it('is accepted where nothing was booked', async () => {
    const { scene, attempt } = await lapsed(null);
    await scene.hear(attempt, paidOutcome());
    expect(scene.charges.charge.state).toBe('paid');
    expect(scene.charges.application.status).toBe('received');
  });
});

describe('money for a withdrawn application', () => {
  it('always goes back', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    await scene.charges.change('charge-1', () => ({
      state: 'cancelled',
      events: [
        {
          type: 'cancelled',
          at: scene.clock.now(),
          attemptId: null,
          providerEventId: null,
          detail: {},
        },
      ],
      application: { status: 'withdrawn', closedAt: scene.clock.now(), events: [] },
    }));
    await scene.hear(attempt, paidOutcome());
    expect(scene.charges.charge).toMatchObject({ state: 'refund_due', refundYen: 1500 });
    expect(scene.charges.application.status).toBe('withdrawn');
  });
});
