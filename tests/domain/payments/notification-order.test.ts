import fc from 'fast-check';
import { describe, it } from 'vitest';
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

describe('notifications in any order, any number of times, at once', () => {
  it('never lose or double a yen, and the state is what the events say', async () => {
    await fc.assert(
      fc.asyncProperty(storms, fc.boolean(), async (storm, slotTaken) =>
        playStorm(await world(slotTaken), storm),
      ),
      { numRuns: 400 },
    );
  });
});
