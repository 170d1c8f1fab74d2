import { describe, expect, it } from 'vitest';
import { expireCharges } from '../../../server/domain/payments/expire-charges.ts';
import { counterPayBy, saysPayBy } from '../../../server/domain/payments/payment-deadlines.ts';
import { paymentScene } from '../../support/payment-scene.ts';

/** A fee at the counter of a case that was received, which somebody began to pay online. */
function scene() {
  return paymentScene({
    charge: { kind: 'counter' },
    application: { status: 'received' },
    bookedDay: null,
  });
}

describe('a fee at the counter', () => {
  it('is owed on when its day is over, and a page that was open is closed', async () => {
    const { deps, start, charges, provider, clock } = scene();
    await start();
    expect(charges.charge.state).toBe('started');
    clock.set('2027-11-21T10:00:00+09:00');
    await expireCharges(deps, (error) => {
      throw error;
    });
    expect(provider.closed).toHaveLength(1);
    expect(charges.charge.state).toBe('open');
    expect(charges.application.status).toBe('received');
  });

  it('that is paid online moves nothing of the case', async () => {
    const { begin, hear, charges } = scene();
    const attempt = await begin();
    await hear(attempt, {
      outcome: 'paid',
      method: 'card',
      yen: 1500,
      paidAt: new Date('2026-11-21T10:05:00+09:00'),
    });
    expect(charges.charge.state).toBe('paid');
    expect(charges.application).toMatchObject({ status: 'received', receivedAt: null });
    expect(charges.applicationEvents.map(({ type }) => type)).toEqual(['counter_paid']);
  });

  it('says until when only if the definition does', () => {
    const createdAt = new Date('2026-11-21T10:00:00+09:00');
    const says = (payDays?: number) =>
      saysPayBy({ kind: 'counter', createdAt, payBy: counterPayBy(createdAt, payDays) });
    expect(says()).toBe(false);
    expect(says(30)).toBe(true);
    expect(counterPayBy(createdAt, 30)).toEqual(new Date('2026-12-21T23:59:59+09:00'));
  });
});
