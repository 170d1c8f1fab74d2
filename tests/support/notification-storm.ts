import fc from 'fast-check';
import { expect } from 'vitest';
import { attemptState } from '../../server/domain/payments/attempt-transitions.ts';
import { expireCharges } from '../../server/domain/payments/expire-charges.ts';
import type { PaymentAttempt, ProviderOutcome } from '../../server/domain/payments/payment.ts';
import type { PaymentDeps } from '../../server/domain/payments/payment-deps.ts';
import { settleAttempt } from '../../server/domain/payments/settle-attempt.ts';
import { stateFromEvents } from '../../server/domain/payments/transitions.ts';
import { failedOutcome, paidOutcome, pendingOutcome } from './payment-scene.ts';

const YEN = 1500;

/** A charge of 1,500 yen whose first attempt was called failed and whose second is under way. */
export interface StormWorld {
  readonly deps: PaymentDeps;
  readonly chargeId: string;
  readonly attempts: readonly [PaymentAttempt, PaymentAttempt];
  /** Moves the clock past every deadline; the provider is silent, so only what is known counts. */
  passDeadline(): void;
  /** After the sweep: somebody else may take the freed slot. */
  afterDeadline?(): Promise<void>;
  /** What the books have of it; where there are some. */
  bookedYen?(): Promise<number>;
  look(): Promise<{ application: string; booking: string | undefined; holdUntil: Date | null }>;
}

export type Word =
  | { readonly kind: 'notice' | 'asked'; readonly attempt: 0 | 1; readonly says: keyof typeof SAYS }
  | { readonly kind: 'deadline' };

const SAYS = {
  paid: paidOutcome(),
  pending: pendingOutcome(),
  failed: failedOutcome,
  expired: { outcome: 'expired' },
  open: { outcome: 'open' },
  unknown: { outcome: 'unknown' },
} satisfies Record<string, ProviderOutcome>;

const attempt = fc.constantFrom<0 | 1>(0, 1);
const word: fc.Arbitrary<Word> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('notice' as const),
      attempt,
      says: fc.constantFrom<keyof typeof SAYS>('paid', 'pending', 'failed', 'expired'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('asked' as const),
      attempt,
      says: fc.constantFrom<keyof typeof SAYS>(
        'paid',
        'pending',
        'failed',
        'expired',
        'open',
        'unknown',
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'deadline' as const }) },
);

/** Batches in order; the words inside one batch arrive at the same moment. */
export const storms = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { maxLength: 6 });

async function deliver(world: StormWorld, said: Word): Promise<void> {
  if (said.kind === 'deadline') {
    world.passDeadline();
    await expireCharges(world.deps, (error) => {
      throw error;
    });
    await world.afterDeadline?.();
    return;
  }
  // The same notification always has the same id, as a provider sends it again.
  const providerEventId =
    said.kind === 'notice' ? `${world.chargeId}-${said.attempt}-${said.says}` : null;
  await settleAttempt(world.deps, world.attempts[said.attempt], {
    outcome: SAYS[said.says],
    providerEventId,
  });
}

/** Every yen is kept once or on its way back, and what is stored is what the events say. */
async function check(world: StormWorld, paidAttempts: number): Promise<number> {
  const { charges } = world.deps;
  const charge = (await charges.find(world.chargeId))!;
  const events = await charges.events(world.chargeId);
  const seen = await world.look();
  expect(stateFromEvents(events)).toBe(charge.state);
  const came = world.attempts.filter(({ id }) => attemptState(events, id) === 'paid');
  expect(came.length).toBe(paidAttempts);
  const kept = charge.state === 'paid' ? YEN : 0;
  expect(kept + charge.refundYen).toBe(paidAttempts * YEN);
  if (world.bookedYen) expect(await world.bookedYen()).toBe(paidAttempts * YEN);
  if (paidAttempts > 0) expect(['paid', 'refund_due']).toContain(charge.state);
  expect(seen.application === 'received').toBe(charge.state === 'paid');
  expect(seen.booking === 'confirmed').toBe(charge.state === 'paid');
  if (seen.booking === 'held') {
    expect(seen.holdUntil!.getTime()).toBeLessThan(Date.parse('2026-12-24T00:00:00+09:00'));
  }
  return events.length;
}

/** Plays a storm of words and checks the books after each batch, and after hearing all of it again. */
export async function playStorm(world: StormWorld, storm: readonly (readonly Word[])[]) {
  const paid = new Set<number>();
  let events = 0;
  for (const batch of storm) {
    await Promise.all(batch.map((said) => deliver(world, said)));
    for (const said of batch) {
      if (said.kind !== 'deadline' && said.says === 'paid') paid.add(said.attempt);
    }
    events = await check(world, paid.size);
  }
  const charge = await world.deps.charges.find(world.chargeId);
  if (charge?.state === 'unknown') return;
  const notices = storm.flat().filter((said) => said.kind === 'notice');
  await Promise.all(notices.toReversed().map((said) => deliver(world, said)));
  if (notices.length > 0 && events > 0) expect(await check(world, paid.size)).toBe(events);
}
