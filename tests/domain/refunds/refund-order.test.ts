import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateFromEvents } from '../../../server/domain/payments/transitions.ts';
import { decideRefundOutcome } from '../../../server/domain/refunds/decide-refund-outcome.ts';
import type { RefundOutcome } from '../../../server/domain/refunds/provider-refund.ts';
import { refundStateFromEvents } from '../../../server/domain/refunds/refund-transitions.ts';
import { noRevenueItems } from '../../support/no-revenue-items.ts';
import { ATTEMPT, applied, chargeEvent, PAID_YEN, paidCharge } from '../../support/refund-scene.ts';

const AT = new Date('2026-11-22T10:00:00+09:00');
const ID = 'refund-1';

const WORDS = {
  pending: { outcome: 'pending' },
  needs_payer: { outcome: 'needs_payer' },
  succeeded: { outcome: 'succeeded', at: AT },
  failed: { outcome: 'failed', reason: 'account_closed' },
  cancelled: { outcome: 'cancelled' },
} satisfies Record<string, RefundOutcome>;
type Word = keyof typeof WORDS;

/** What a company can live through with one refund. */
const TRUTHS: readonly (readonly Word[])[] = [
  ['succeeded'],
  ['pending', 'succeeded'],
  ['needs_payer', 'pending', 'succeeded'],
  ['pending', 'succeeded', 'failed'],
  ['needs_payer', 'cancelled'],
  ['pending', 'failed'],
  ['needs_payer'],
];

/** One refund of a withdrawn charge, which was just sent. */
function sent(yen: number) {
  const due = { state: 'refund_due' as const, refundYen: PAID_YEN };
  const events = [chargeEvent('refund_due', { yen: PAID_YEN })];
  const own = { at: AT, actor: 'system', providerEventId: null, detail: {} };
  const added = {
    id: ID,
    attemptId: ATTEMPT,
    yen,
    reason: 'withdrawn',
    way: 'provider',
    provider: 'fake',
    giveBackBy: null,
    askedBy: 'system',
  } as const;
  const types = ['due', 'approved', 'sent'];
  const move = {
    id: ID,
    added,
    state: 'sent' as const,
    events: types.map((type) => ({ ...own, type })),
  };
  return applied(paidCharge(), { moves: [move], charge: { ...due, events } });
}

type Decide = typeof decideRefundOutcome;

/** Plays the words in that order, each as often as it comes, and asks at the end. */
function play(decide: Decide, order: readonly Word[], last: Word, yen: number): void {
  let snapshot = sent(yen);
  const types = ['due', 'approved', 'sent'];
  const seen = new Set<string>();
  const hear = (word: Word, providerEventId: string | null) => {
    if (providerEventId !== null && seen.has(providerEventId)) return;
    const heard = { outcome: WORDS[word], providerEventId, at: AT };
    const change = decide(snapshot, ID, heard, noRevenueItems);
    if (change === undefined) return;
    if (providerEventId !== null) seen.add(providerEventId);
    types.push(...(change.moves[0]?.events ?? []).map(({ type }) => type));
    snapshot = applied(snapshot, change);
    const [refund] = snapshot.refunds;
    expect(refundStateFromEvents(types.map((type) => ({ type })))).toBe(refund?.state);
    expect(stateFromEvents(snapshot.charge.events)).toBe(snapshot.charge.charge.state);
  };
  for (const word of order) hear(word, `evt-${word}`);
  hear(last, null);
  const [refund] = snapshot.refunds;
  expect(refund?.state).toBe(last);
  const gone = snapshot.ledger.reduce((sum, entry) => sum + entry.yen, 0);
  expect(gone).toBe(last === 'succeeded' ? -yen : 0);
  const isAll = last === 'succeeded' && yen === PAID_YEN;
  expect(snapshot.charge.charge.state).toBe(isAll ? 'refunded' : 'refund_due');
}

const storms = fc.constantFrom(...TRUTHS).chain((truth) =>
  fc.record({
    last: fc.constant(truth.at(-1) as Word),
    order: fc.array(fc.constantFrom(...truth), { maxLength: 8 }),
    yen: fc.constantFrom(1, 700, PAID_YEN),
  }),
);

const holds = (decide: Decide) =>
  fc.check(
    fc.property(storms, ({ last, order, yen }) => play(decide, order, last, yen)),
    { numRuns: 500 },
  );

/** Believes every notification, also one that is late. */
const believesLateWords: Decide = (snapshot, id, heard, revenue) => {
  const refund = snapshot.refunds.find((one) => one.id === id);
  const isLate = refund?.state === 'failed' && heard.outcome.outcome === 'succeeded';
  return decideRefundOutcome(
    snapshot,
    id,
    { ...heard, ...(isLate && { providerEventId: null }) },
    revenue,
  );
};

/** Forgets the books when money comes back. */
const forgetsTheBooks: Decide = (snapshot, id, heard, revenue) => {
  const change = decideRefundOutcome(snapshot, id, heard, revenue);
  if (heard.outcome.outcome !== 'failed' || !change?.charge) return change;
  return { ...change, charge: { ...change.charge, ledger: [] } };
};

describe('what a company tells of a refund, in any order and any number of times', () => {
  it('ends where the company stands, in the books and on the charge', () => {
    const { failed, counterexample } = holds(decideRefundOutcome);
    expect([failed, counterexample]).toEqual([false, null]);
  });

  it('a reducer that forgets the books when money comes back is caught', () => {
    expect(holds(forgetsTheBooks).failed).toBe(true);
  });

  it('a late "succeeded" does not undo "failed" until the company says so when asked', () => {
    const late = (decide: Decide) => {
      let snapshot = sent(PAID_YEN);
      for (const word of ['failed', 'succeeded'] as const) {
        const heard = { outcome: WORDS[word], providerEventId: `evt-${word}`, at: AT };
        const change = decide(snapshot, ID, heard, noRevenueItems);
        if (change) snapshot = applied(snapshot, change);
      }
      return snapshot.refunds[0]?.state;
    };
    expect(late(decideRefundOutcome)).toBe('failed');
    expect(late(believesLateWords)).toBe('succeeded');
  });
});
