import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { settleAttempt } from '../../../server/domain/payments/settle-attempt.ts';
import { startPayment } from '../../../server/domain/payments/start-payment.ts';
import { fakeProvider } from '../../support/fake-provider.ts';
import { playStorm, type StormWorld, storms } from '../../support/notification-storm.ts';
import { failedOutcome, T0 } from '../../support/payment-scene.ts';
import { openPaymentServices, type PaymentServices } from '../../support/payment-services.ts';
import { freshDatabase, startPostgres } from '../../support/postgres.ts';

// A provider of the same methods comes first, so that the storm alone says what is known.
const provider = fakeProvider();
const postgres = await startPostgres();
let world: PaymentServices;

async function begin(chargeId: string) {
  await startPayment(world.deps, {
    chargeId,
    method: 'card',
    bookedDay: '2026-12-24',
    locale: 'ja',
    description: '',
    returnUrl: '',
    cancelUrl: '',
  });
  return (await world.stores.charges.attempts(chargeId)).at(-1)!;
}

async function stormWorld(slotTaken: boolean): Promise<StormWorld> {
  world.clock.set(T0);
  provider.outcomes.clear();
  const slot = `slot-${Math.random()}`;
  const { chargeId, applicationId } = await world.submit({ slot });
  const first = await begin(chargeId);
  await settleAttempt(world.deps, first, { outcome: failedOutcome, providerEventId: null });
  world.clock.set('2026-11-21T10:01:00+09:00');
  const second = await begin(chargeId);
  // Sweeps see attempts without a reference: they then have nobody to ask.
  const charges = {
    ...world.stores.charges,
    attempts: async (id: string) =>
      (await world.stores.charges.attempts(id)).map((a) => ({ ...a, providerRef: null })),
    listOverdue: async () => [(await world.stores.charges.find(chargeId))!],
  };
  return {
    deps: { ...world.deps, charges },
    chargeId,
    attempts: [first, second],
    passDeadline() {
      world.clock.set('2026-11-25T00:00:00+09:00');
    },
    async afterDeadline() {
      if (slotTaken) await world.submit({ slot });
    },
    async bookedYen() {
      const entries = await world.stores.ledger.entries(ALL_DAYS, 0, 100_000);
      return entries
        .filter((entry) => entry.chargeId === chargeId && entry.kind === 'taking')
        .reduce((sum, { yen }) => sum + yen, 0);
    },
    async look() {
      const application = await world.stores.applications.find(applicationId);
      const booking = await world.stores.bookings.findByApplication(applicationId);
      return {
        application: application!.status,
        booking: booking?.state,
        holdUntil: booking?.holdUntil ?? null,
      };
    },
  };
}

const ALL_DAYS = { from: '2026-01-01', to: '2027-12-31' };
const DATABASES = postgres === undefined ? ['sqlite'] : ['sqlite', 'postgres'];

describe.each(DATABASES)('the same storm on a real database (%s)', (dialect) => {
  beforeAll(async () => {
    const url = dialect === 'postgres' && postgres ? await freshDatabase(postgres) : null;
    world = await openPaymentServices([provider], url);
  });
  afterAll(() => world.close());

  it('never loses or doubles a yen, and books each that came once', async () => {
    await fc.assert(
      fc.asyncProperty(storms, fc.boolean(), async (storm, slotTaken) =>
        playStorm(await stormWorld(slotTaken), storm),
      ),
      { numRuns: dialect === 'sqlite' ? 60 : 12 },
    );
  });
});
