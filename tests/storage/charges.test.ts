import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ChargeChange } from '../../server/domain/payments/charge-store.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { sampleEntry } from './books-scene.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { by, minutesLater, NOW, sampleBooking, sampleCharge, sampleSubmission } from './samples.ts';

let day = 0;

describe.each(DATABASES)('charges (%s)', (dialect) => {
  const db = useDatabase(dialect);

  const charges = () => db().stores.charges;

  /** A held booking on a day of its own with an open charge and one attempt at the sandbox. */
  async function booked() {
    day += 1;
    const booking = sampleBooking({
      day: `2027-03-${String(day).padStart(2, '0')}`,
      holdUntil: minutesLater(30),
    });
    const submission = sampleSubmission({ booking, charge: sampleCharge() });
    await db().stores.applications.submit(submission);
    const chargeId = submission.charge?.id ?? '';
    const attempt = {
      id: randomUUID(),
      chargeId,
      provider: 'sandbox',
      providerRef: null,
      method: null,
      url: null,
      createdAt: minutesLater(1),
    };
    await charges().addAttempt(attempt);
    return { id: submission.application.id, submission, booking, chargeId, attempt };
  }

  type Scene = Awaited<ReturnType<typeof booked>>;

  function event({ attempt }: Scene, type: string, providerEventId: string | null = null) {
    return {
      type,
      at: minutesLater(2),
      attemptId: attempt.id,
      providerEventId,
      detail: { yen: 3000 },
    };
  }

  function paid(scene: Scene, action: 'confirm' | 'reclaim' = 'confirm'): ChargeChange {
    return {
      state: 'paid',
      events: [event(scene, 'attempt_paid', `evt-${scene.chargeId}`)],
      method: 'card',
      paidAt: minutesLater(2),
      ledger: [sampleEntry(scene.chargeId)],
      application: {
        status: 'received',
        receivedAt: minutesLater(2),
        closedAt: null,
        events: [
          { ...by, type: 'payment_completed' },
          { ...by, type: 'received' },
        ],
      },
      booking: { action },
    };
  }

  function lapsed(scene: Scene): ChargeChange {
    return {
      state: 'expired',
      events: [event(scene, 'expired')],
      application: { status: 'lapsed', closedAt: NOW, events: [{ ...by, type: 'hold_expired' }] },
      booking: { action: 'lapse' },
    };
  }

  const taken = async ({ booking }: Scene) =>
    (await db().stores.bookings.taken(['hall'], booking.day, booking.day))[0]?.taken ?? 0;

  it('keeps attempts, and finds them by the name that the provider gave', async () => {
    const { attempt, chargeId } = await booked();
    await charges().setAttemptSession(attempt.id, { providerRef: 'cs_1', url: 'https://pay/1' });
    const stored = { ...attempt, providerRef: 'cs_1', url: 'https://pay/1' };
    expect(await charges().attempts(chargeId)).toEqual([stored]);
    expect(await charges().findAttemptByRef('sandbox', 'cs_1')).toEqual(stored);
    expect(await charges().findAttemptByRef('stripe', 'cs_1')).toBeUndefined();
  });

  it('applies charge, application and booking in one commit', async () => {
    const scene = await booked();
    const result = await charges().change(scene.chargeId, (snapshot) => {
      expect(snapshot).toMatchObject({
        charge: { state: 'open', yen: 3000 },
        application: { id: scene.id, status: 'awaiting_payment' },
        attempts: [scene.attempt],
        events: [],
        booking: { id: scene.booking.id, state: 'held', day: scene.booking.day },
      });
      return paid(scene);
    });
    expect(result).toBe('changed');
    expect(await charges().find(scene.chargeId)).toMatchObject({
      state: 'paid',
      method: 'card',
      paidAt: minutesLater(2),
    });
    expect(await charges().events(scene.chargeId)).toEqual([
      { seq: 1, ...event(scene, 'attempt_paid', `evt-${scene.chargeId}`) },
    ]);
    expect(await db().stores.applications.find(scene.id)).toMatchObject({
      status: 'received',
      receivedAt: minutesLater(2),
    });
    expect(
      (await db().stores.applications.events(scene.id)).map(({ seq, type }) => [seq, type]),
    ).toEqual([
      [1, 'submitted'],
      [2, 'payment_completed'],
      [3, 'received'],
    ]);
    expect(await db().stores.bookings.findByApplication(scene.id)).toMatchObject({
      state: 'confirmed',
      holdUntil: null,
    });
  });

  it('counts a provider event once, however often and at once it comes', async () => {
    const scene = await booked();
    const results = await Promise.all(
      Array.from({ length: 10 }, () => charges().change(scene.chargeId, () => paid(scene))),
    );
    expect(results.filter((result) => result === 'changed')).toHaveLength(1);
    expect(results.filter((result) => result === 'duplicate')).toHaveLength(9);
    expect(await charges().events(scene.chargeId)).toHaveLength(1);
  });

  it('writes nothing when nothing is decided or the decision fails', async () => {
    const scene = await booked();
    expect(await charges().change(scene.chargeId, () => undefined)).toBe('unchanged');
    const failing = charges().change(scene.chargeId, () => {
      throw new Error('no such edge');
    });
    await expect(failing).rejects.toThrow('no such edge');
    await expect(charges().change('nobody', () => undefined)).rejects.toMatchObject({
      code: 'charge_not_found',
    });
    expect(await charges().find(scene.chargeId)).toMatchObject({ state: 'open' });
  });

  it('frees a lapsed hold, and takes it back while it is free', async () => {
    const scene = await booked();
    await charges().change(scene.chargeId, () => lapsed(scene));
    expect(await taken(scene)).toBe(0);
    expect(await charges().change(scene.chargeId, () => paid(scene, 'reclaim'))).toBe('changed');
    expect(await taken(scene)).toBe(1);
    expect(await db().stores.applications.find(scene.id)).toMatchObject({
      status: 'received',
      closedAt: null,
    });
  });

  it('does not take back what is sold by now: nothing is written', async () => {
    const scene = await booked();
    await charges().change(scene.chargeId, () => lapsed(scene));
    const { day } = scene.booking;
    await db().stores.applications.submit(sampleSubmission({ booking: sampleBooking({ day }) }));
    expect(await charges().change(scene.chargeId, () => paid(scene, 'reclaim'))).toBe('slot_taken');
    expect(await charges().find(scene.chargeId)).toMatchObject({ state: 'expired' });
    expect(await taken(scene)).toBe(1);
  });

  it('moves the end of a hold', async () => {
    const scene = await booked();
    const until = minutesLater(3 * 24 * 60);
    await charges().change(scene.chargeId, () => ({
      state: 'started',
      events: [event(scene, 'attempt_started')],
      payBy: until,
      booking: { action: 'hold', until },
    }));
    expect(await charges().find(scene.chargeId)).toMatchObject({ payBy: until });
    expect(await db().stores.bookings.findByApplication(scene.id)).toMatchObject({
      holdUntil: until,
    });
  });

  it('lists what is unsettled and what is overdue', async () => {
    const open = await booked();
    const done = await booked();
    await charges().change(done.chargeId, () => paid(done));
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
    expect(ids(await charges().listUnsettled(minutesLater(1), 99))).toContain(open.chargeId);
    expect(ids(await charges().listUnsettled(minutesLater(0), 99))).not.toContain(open.chargeId);
    expect(ids(await charges().listOverdue(minutesLater(30), 99))).toContain(open.chargeId);
    expect(ids(await charges().listOverdue(minutesLater(29), 99))).not.toContain(open.chargeId);
    expect(ids(await charges().listOverdue(minutesLater(99), 99))).not.toContain(done.chargeId);
    expect(await charges().listOverdue(minutesLater(99), 1)).toHaveLength(1);
  });

  describe('withdrawing', () => {
    const withdraw = (scene: Scene, refundYen = 0) =>
      db().stores.applications.withdraw({
        id: scene.id,
        now: minutesLater(5),
        decide: ({ status }) => {
          if (status === 'withdrawn') throw new Error('withdrawn already');
          return { refundYen, events: [{ ...by, type: 'withdrawn' }] };
        },
      });

    it('cancels what is unpaid and frees the slot exactly once', async () => {
      const scene = await booked();
      const tries = await Promise.allSettled(Array.from({ length: 5 }, () => withdraw(scene)));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await taken(scene)).toBe(0);
      expect(await charges().find(scene.chargeId)).toMatchObject({ state: 'cancelled' });
      expect((await charges().events(scene.chargeId)).map(({ type }) => type)).toEqual([
        'cancelled',
      ]);
      const { day } = scene.booking;
      const next = await Promise.all(
        Array.from({ length: 5 }, () =>
          db().stores.applications.submit(sampleSubmission({ booking: sampleBooking({ day }) })),
        ),
      );
      expect(next.filter(({ result }) => result === 'submitted')).toHaveLength(1);
    });

    it('marks what is paid to be given back, by the rules that decided', async () => {
      const scene = await booked();
      await charges().change(scene.chargeId, () => paid(scene));
      const application = await withdraw(scene, 1500);
      expect(application).toMatchObject({ status: 'withdrawn', closedAt: minutesLater(5) });
      expect(await db().stores.applications.find(scene.id)).toEqual(application);
      expect(await charges().find(scene.chargeId)).toMatchObject({
        state: 'refund_due',
        refundYen: 1500,
      });
      expect((await charges().events(scene.chargeId)).at(-1)).toMatchObject({
        type: 'refund_due',
        detail: { yen: 1500 },
      });
    });

    it('leaves a paid charge as it is when nothing is given back', async () => {
      const scene = await booked();
      await charges().change(scene.chargeId, () => paid(scene));
      await withdraw(scene, 0);
      expect(await charges().find(scene.chargeId)).toMatchObject({ state: 'paid', refundYen: 0 });
    });
  });

  it('leaves records that agree, and a whole audit log', async () => {
    expect(await checkInvariants(db().driver)).toEqual([]);
    expect((await db().stores.audit.verify()).brokenAt).toBeNull();
  });
});
