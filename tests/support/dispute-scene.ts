import fc from 'fast-check';
import { decideDispute } from '../../server/domain/disputes/decide-dispute.ts';
import type { DisputeChange, DisputeSnapshot } from '../../server/domain/disputes/dispute-store.ts';
import { DISPUTE_TRANSITIONS } from '../../server/domain/disputes/dispute-transitions.ts';
import type { DisputeNotice, DisputeState } from '../../server/domain/refunds/provider-refund.ts';
import { noRevenueItems } from './no-revenue-items.ts';

export const DISPUTE_YEN = 1501;
const OPENED = Date.parse('2026-11-21T10:00:00+09:00');

export function disputeNotice(change: Partial<DisputeNotice> = {}): DisputeNotice {
  return {
    kind: 'dispute',
    eventId: 'evt-1',
    disputeRef: 'dp-1',
    attemptId: 'attempt-1',
    yen: DISPUTE_YEN,
    reason: 'fraudulent',
    state: 'needs_response',
    funds: null,
    respondBy: new Date('2026-12-01T23:59:59+09:00'),
    at: new Date(OPENED),
    ...change,
  };
}

/** A charge of two lines, paid by card, that nobody has disputed yet. */
export function undisputed(): DisputeSnapshot {
  const charge = {
    id: 'charge-1',
    applicationId: 'application-1',
    billId: null,
    kind: 'fee',
    yen: DISPUTE_YEN,
    lines: [
      { item: 'room', label: '使用料', yen: 1000 },
      { item: 'light', label: '照明', yen: 501 },
    ],
    state: 'paid',
    refundYen: 0,
    payBy: new Date(OPENED),
    method: 'card',
    createdAt: new Date(OPENED),
    paidAt: new Date(OPENED),
  } as const;
  const attempt = {
    id: 'attempt-1',
    chargeId: 'charge-1',
    provider: 'sandbox',
    providerRef: 'cs-1',
    method: 'card',
    url: null,
    createdAt: new Date(OPENED),
  } as const;
  const about = { procedureId: 'hall', bill: null, dispute: undefined };
  return { charge, attempt, ...about, events: [], ledger: [] };
}

/** As a store keeps it: a notice counts once, and everything is read anew for the next one. */
export function hearAll(
  notices: readonly DisputeNotice[],
  decide: typeof decideDispute = decideDispute,
) {
  let snapshot = undisputed();
  const ledger: DisputeChange['ledger'][number][] = [];
  for (const notice of notices) {
    const id = `sandbox:${notice.eventId}`;
    if (snapshot.events.some(({ providerEventId }) => providerEventId === id)) continue;
    const heard = { ...notice, provider: 'sandbox' };
    const change = decide(snapshot, heard, new Date(OPENED), noRevenueItems);
    ledger.push(...change.ledger);
    const seq = snapshot.events.length + 1;
    const events = [...snapshot.events, { ...change.event, seq }];
    snapshot = { ...snapshot, dispute: change.dispute, events, ledger: [...ledger] };
  }
  return { dispute: snapshot.dispute, ledger };
}

/** A dispute as it may go at the company: along the table, money taken before it is given back. */
export const disputeStories: fc.Arbitrary<readonly DisputeNotice[]> = fc
  .array(fc.tuple(fc.nat(3), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 7 })
  .map((steps) => {
    let state: DisputeState = 'needs_response';
    let away = false;
    return steps.map(([choice, moves, slow], index) => {
      const next = DISPUTE_TRANSITIONS[state];
      const step = index === 0 ? undefined : next[choice % Math.max(1, next.length)];
      state = step ?? state;
      const funds = !moves ? null : away ? ('reinstated' as const) : ('withdrawn' as const);
      if (funds !== null) away = !away;
      // A minute apart: what happens in the same second is told apart by the order of the states.
      const at = new Date(OPENED + index * 60_000 + (slow ? 30_000 : 0));
      return disputeNotice({ eventId: `evt-${index}`, state, funds, at });
    });
  });
