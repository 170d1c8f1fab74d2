import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChargeStore } from '../../../server/domain/payments/charge-store.ts';
import { playStorm, type StormWorld, storms } from '../../support/notification-storm.ts';
import { failedOutcome, paymentScene } from '../../support/payment-scene.ts';

async function world(slotTaken: boolean): Promise<StormWorld> {
  const scene = paymentScene();
  const first = await scene.begin();
  await scene.hear(first, failedOutcome);
  const second = await scene.begin();
  scene.charges.slotTaken = slotTaken;
  // Nobody to ask: only what the storm says is known, so nothing is ever in doubt by silence.
  scene.charges.attemptList.splice(
    0,
    2,
    { ...first, providerRef: null },
    { ...second, providerRef: null },
  );
  return {
    deps: scene.deps,
    chargeId: 'charge-1',
    attempts: [first, second],
    passDeadline: () => scene.clock.set('2026-11-25T00:00:00+09:00'),
    async look() {
      const { application, booking } = scene.charges;
      return {
        application: application.status,
        booking: booking?.state,
        holdUntil: booking?.holdUntil ?? null,
      };
    },
  };
}

type Decide = Parameters<ChargeStore['change']>[1];

const MONEY: readonly string[] = ['attempt_paid', 'paid_twice', 'paid_too_late'];

/** Ways to decide wrongly, each of which some portal has been seen to take. */
const FAULTS: Readonly<Record<string, (decide: Decide) => Decide>> = {
  'that forgets what was paid before': (decide) => (snapshot) =>
    decide({ ...snapshot, events: snapshot.events.filter(({ type }) => !MONEY.includes(type)) }),
  'in which a failure undoes a payment': (decide) => (snapshot) => {
    const { charge } = snapshot;
    const state = charge.state === 'paid' ? 'started' : charge.state;
    return decide({ ...snapshot, charge: { ...charge, state } });
  },
  'that keeps late money for what is gone': (decide) => (snapshot) => {
    const change = decide(snapshot);
    if (change?.events[0]?.type !== 'paid_too_late') return change;
    return { ...change, refundYen: snapshot.charge.refundYen };
  },
};

describe('notifications in any order, any number of times, at once', () => {
  it('never lose or double a yen, and the state is what the events say', async () => {
    await fc.assert(
      fc.asyncProperty(storms, fc.boolean(), async (storm, slotTaken) =>
        playStorm(await world(slotTaken), storm),
      ),
      { numRuns: 400 },
    );
  });

  it.each(Object.keys(FAULTS))('would find a portal %s', async (name) => {
    const broken = async (slotTaken: boolean): Promise<StormWorld> => {
      const good = await world(slotTaken);
      const { charges } = good.deps;
      const change: ChargeStore['change'] = (id, decide) =>
        charges.change(id, FAULTS[name]?.(decide) ?? decide);
      return { ...good, deps: { ...good.deps, charges: { ...charges, change } } };
    };
    const storm = fc.asyncProperty(storms, fc.boolean(), async (words, slotTaken) =>
      playStorm(await broken(slotTaken), words),
    );
    await expect(fc.assert(storm, { numRuns: 400, endOnFailure: true })).rejects.toThrow();
  });
});
