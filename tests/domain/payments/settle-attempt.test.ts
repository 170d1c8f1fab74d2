import { describe, expect, it } from 'vitest';
import { settleAttempt } from '../../../server/domain/payments/settle-attempt.ts';
import {
  failedOutcome,
  paidOutcome,
  paymentScene,
  pendingOutcome,
  T0,
} from '../../support/payment-scene.ts';

describe('hearing from a provider', () => {
  it('pays: application received, booking confirmed, timeline written, in one change', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    expect(await scene.hear(attempt, paidOutcome())).toBe('changed');
    const { charge, application, booking, applicationEvents } = scene.charges;
    expect(charge).toMatchObject({ state: 'paid', method: 'card', paidAt: new Date(T0) });
    expect(application).toMatchObject({ status: 'received', receivedAt: new Date(T0) });
    expect(booking?.state).toBe('confirmed');
    expect(applicationEvents.map((e) => e.type)).toEqual(['payment_completed', 'received']);
  });

  it('counts the same money once, however often it is told', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    await scene.hear(attempt, paidOutcome(), 'event-1');
    expect(await scene.hear(attempt, paidOutcome(), 'event-1')).toBe('unchanged');
    expect(await scene.hear(attempt, paidOutcome(), 'event-2')).toBe('unchanged');
    expect(scene.charges.charge.refundYen).toBe(0);
  });

  it('a late failure never undoes what is paid, nor a newer attempt', async () => {
    const scene = paymentScene();
    const first = await scene.begin();
    await scene.hear(first, failedOutcome);
    expect(scene.charges.charge.state).toBe('open');
    const second = await scene.begin();
    expect(await scene.hear(first, { outcome: 'expired' })).toBe('unchanged');
    expect(scene.charges.charge.state).toBe('started');
    await scene.hear(second, paidOutcome());
    await scene.hear(first, failedOutcome);
    await scene.hear(second, { outcome: 'expired' });
    await scene.hear(second, failedOutcome);
    expect(scene.charges.charge.state).toBe('paid');
  });

  it('a failure that became a success is paid', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    await scene.hear(attempt, failedOutcome);
    await scene.hear(attempt, paidOutcome());
    expect(scene.charges.charge.state).toBe('paid');
  });

  it('puts a second payment where it is seen', async () => {
    const scene = paymentScene();
    const first = await scene.begin();
    await scene.hear(first, failedOutcome);
    const second = await scene.begin();
    await scene.hear(second, paidOutcome());
    await scene.hear(first, paidOutcome());
    expect(scene.charges.charge).toMatchObject({ state: 'paid', refundYen: 1500 });
    expect(scene.charges.chargeEvents.at(-1)?.type).toBe('paid_twice');
    expect(scene.charges.applicationEvents.at(-1)).toMatchObject({
      type: 'refund_due',
      detail: { yen: 1500, reason: 'paid_twice' },
    });
    expect(scene.charges.application.status).toBe('received');
  });

  it('closes the other session once one has paid', async () => {
    const scene = paymentScene();
    const first = await scene.begin();
    await scene.hear(first, failedOutcome);
    const second = await scene.begin();
    await scene.hear(first, paidOutcome());
    expect(scene.provider.closed).toEqual([`ref-${second.id}`]);
  });

  it('does not believe another amount, another provider or a stranger', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    await scene.hear(attempt, paidOutcome(T0, 15));
    expect(scene.charges.charge.state).toBe('unknown');
    expect(scene.charges.chargeEvents.at(-1)).toMatchObject({
      type: 'attempt_refused',
      detail: { yen: 15, expected_yen: 1500 },
    });
    expect(await scene.hear(attempt, paidOutcome(T0, 15))).toBe('unchanged');
    expect(await scene.hear({ ...attempt, provider: 'other' }, paidOutcome())).toBe('unchanged');
    expect(await scene.hear({ ...attempt, id: 'stranger' }, paidOutcome())).toBe('unchanged');
    await scene.hear(attempt, paidOutcome());
    expect(scene.charges.charge.state).toBe('paid');
  });
});

describe('a konbini slip', () => {
  it('moves the hold to its last day', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    await scene.hear(attempt, pendingOutcome());
    const until = new Date('2026-11-24T23:59:59+09:00');
    expect(scene.charges.charge).toMatchObject({
      state: 'pending',
      method: 'konbini',
      payBy: until,
    });
    expect(scene.charges.booking).toMatchObject({ state: 'held', holdUntil: until });
    expect(scene.charges.application.status).toBe('awaiting_payment');
  });

  it('ends the hold before the day of use, whatever the provider printed', async () => {
    const scene = paymentScene({ bookedDay: '2026-11-23' });
    const attempt = await scene.begin();
    await scene.hear(attempt, pendingOutcome());
    expect(scene.charges.charge.payBy).toEqual(new Date('2026-11-22T23:59:59+09:00'));
  });

  it('is not brought back by a late "pending"', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    await scene.hear(attempt, failedOutcome);
    expect(await scene.hear(attempt, pendingOutcome())).toBe('unchanged');
    const next = await scene.begin();
    await scene.hear(next, paidOutcome());
    expect(await scene.hear(next, pendingOutcome())).toBe('unchanged');
  });

  it('counts from the moment of payment at the till, not from when we heard', async () => {
    const scene = paymentScene({ bookedDay: '2027-05-01' });
    const attempt = await scene.begin();
    await scene.hear(attempt, pendingOutcome());
    scene.clock.set('2026-11-24T12:00:00+09:00');
    await scene.hear(attempt, paidOutcome('2026-11-23T20:00:00+09:00'));
    expect(scene.charges.application.receivedAt).toEqual(new Date('2026-11-23T20:00:00+09:00'));
  });

  it('tells of money by mail, also for a definition that has to be loaded first', async () => {
    const scene = paymentScene();
    const attempt = await scene.begin();
    const now = new Date(T0);
    const mail = { to: 'hanako@example.jp', subject: '領収', locale: 'ja' as const, attempts: 0 };
    const write = () => ({ ...mail, id: 'mail-1', body: 'paid', nextAt: now });
    const loaded: string[] = [];
    const receipts = {
      atHand: () => undefined,
      prepare: async (id: string) => {
        loaded.push(id);
        return write;
      },
    };
    const heard = { outcome: paidOutcome(), providerEventId: null };
    expect(await settleAttempt({ ...scene.deps, receipts }, attempt, heard)).toBe('changed');
    expect(loaded).toEqual(['charge-1']);
    expect(scene.charges.mails).toMatchObject([{ body: 'paid' }]);
  });
});
