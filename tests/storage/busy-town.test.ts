import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hearDispute } from '../../server/domain/disputes/hear-dispute.ts';
import { hearRefundNotice } from '../../server/domain/refunds/hear-refund-notice.ts';
import type { DisputeState } from '../../server/domain/refunds/provider-refund.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { checkTown, oneItem } from '../support/book-scene.ts';
import { paidCharges, payCharge } from '../support/paid-charges.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const NOON = '2026-11-21T12:00:00+09:00';
const yen = fc.integer({ min: 1, max: 4000 });

/** What happens to a payment afterwards, in any order and more often than it should. */
const happening = fc.oneof(
  fc.record({ what: fc.constant('paid_again' as const) }),
  fc.record({ what: fc.constant('refunded' as const), yen, fails: fc.boolean() }),
  fc.record({
    what: fc.constant('disputed' as const),
    yen: fc.constant(3000),
    heard: fc.shuffledSubarray(['withdrawn', 'reinstated', 'lost', 'won'] as const),
  }),
  fc.record({ what: fc.constant('months_pass' as const), months: fc.integer({ min: 1, max: 7 }) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

describe.each(DATABASES)('a busy town (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const clock = fixedClock(NOON);
  const town = () => ({ stores: db().stores, clock, revenue: oneItem });

  async function happens(
    { chargeId, attemptId }: { readonly chargeId: string; readonly attemptId: string },
    one: Happening,
  ): Promise<void> {
    const { disputes, refunds } = db().stores;
    const at = clock.now();
    const about = { attemptId, eventId: randomUUID() };
    if (one.what === 'paid_again') await payCharge(town(), chargeId, { provider: 'fake' });
    if (one.what === 'months_pass') {
      clock.set(new Date(at.getTime() + one.months * 30 * 86_400_000));
    }
    if (one.what === 'refunded') {
      const deps = { ...town(), refunds, providers: new Map(), approvalAboveYen: 1_000_000 };
      const refundRef = randomUUID();
      const told = { ...about, kind: 'refund', refundId: null, refundRef, yen: one.yen } as const;
      await hearRefundNotice(deps, 'fake', { ...told, outcome: { outcome: 'succeeded', at } });
      if (!one.fails) return;
      const outcome = { outcome: 'failed', reason: 'closed account' } as const;
      await hearRefundNotice(deps, 'fake', { ...told, eventId: randomUUID(), outcome });
    }
    if (one.what === 'disputed') {
      const disputeRef = randomUUID();
      for (const word of one.heard) {
        const isFunds = word === 'withdrawn' || word === 'reinstated';
        const state: DisputeState = isFunds ? 'needs_response' : word;
        const told = { ...about, eventId: randomUUID(), kind: 'dispute', disputeRef } as const;
        const funds = isFunds ? word : null;
        const rest = { yen: one.yen, reason: 'fraudulent', state, funds, respondBy: null, at };
        await hearDispute({ ...town(), disputes }, 'fake', { ...told, ...rest });
      }
    }
  }

  it('has books that add up, whatever happens, and closings that stay', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 6 }), async (all) => {
        const [paid] = await paidCharges(town(), 1, { provider: 'fake' });
        if (paid === undefined) throw new Error('nobody has paid');
        for (const one of all) await happens(paid, one);
      }),
      { numRuns: dialect === 'sqlite' ? 30 : 6 },
    );
    expect(await checkTown(town())).toEqual([]);
    expect(await checkInvariants(db().driver)).toEqual([]);
    const { closings } = db().stores;
    const by = { actor: 'staff:t', staffId: 't', at: clock.now() };
    for (let month = (await closings.begin())?.month ?? ''; ; ) {
      const closed = await closings.close(month, by);
      if (typeof closed === 'string') break;
      const [year, number] = month.split('-').map(Number) as [number, number];
      month = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
    }
    expect(await checkTown(town())).toEqual([]);
    const sums = (await closings.list()).reduce((all, one) => all + one.yen, 0);
    const open = await closings.figures(clock.now().toISOString().slice(0, 7));
    const rest = open.lines.reduce((all, line) => all + line.yen, 0);
    expect(sums + rest).toBe((await db().stores.bookRecords.ledgerTotal()).yen);
  });
});
