import type { ChargeSnapshot } from '../../server/domain/payments/charge-store.ts';
import type { ChargeEvent, PaymentAttempt } from '../../server/domain/payments/payment.ts';
import type { RefundOutcome, RefundRequest } from '../../server/domain/refunds/provider-refund.ts';
import type { Payee, Refund, RefundEvent } from '../../server/domain/refunds/refund.ts';
import type { RefundDeps } from '../../server/domain/refunds/refund-deps.ts';
import type {
  RefundChange,
  RefundMove,
  RefundSnapshot,
  RefundStore,
} from '../../server/domain/refunds/refund-store.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { sampleApplication } from './fake-charge-store.ts';
import { fakeProvider } from './fake-provider.ts';
import { noRevenueItems } from './no-revenue-items.ts';
import { T0 } from './payment-scene.ts';

const NOW = new Date(T0);
export const CHARGE = 'charge-1';
export const ATTEMPT = 'attempt-1';
export const PAID_YEN = 1500;

const attempt = (id: string): PaymentAttempt => ({
  id,
  chargeId: CHARGE,
  provider: 'fake',
  providerRef: `ref-${id}`,
  method: 'card',
  url: null,
  createdAt: NOW,
});

export function chargeEvent(
  type: string,
  detail: ChargeEvent['detail'] = {},
  attemptId: string | null = null,
): Omit<ChargeEvent, 'seq'> {
  return { type, at: NOW, attemptId, providerEventId: null, detail };
}

const paid = chargeEvent('attempt_paid', { yen: PAID_YEN, method: 'card' }, ATTEMPT);

/** A charge of 1,500 yen in two lines that was paid by card. */
export function paidCharge(): RefundSnapshot {
  const charge: ChargeSnapshot = {
    charge: {
      id: CHARGE,
      applicationId: sampleApplication.id,
      billId: null,
      kind: 'fee',
      yen: PAID_YEN,
      lines: [
        { item: 'room', label: '使用料', yen: 1000 },
        { item: 'heating', label: '暖房', yen: 500 },
      ],
      state: 'paid',
      refundYen: 0,
      payBy: NOW,
      method: 'card',
      createdAt: NOW,
      paidAt: NOW,
    },
    application: { ...sampleApplication, status: 'received' },
    bill: null,
    hasLivingSibling: false,
    attempts: [attempt(ATTEMPT), attempt('attempt-2')],
    events: [{ ...paid, seq: 1 }],
    booking: null,
    change: null,
  };
  return { charge, refunds: [], followedDues: new Set(), ledger: [] };
}

function movedRefund(known: Refund | undefined, move: RefundMove): Refund {
  const at = move.events[0]?.at ?? NOW;
  const added = move.added && {
    ...move.added,
    chargeId: CHARGE,
    providerRef: null,
    hasPayee: move.added.payee !== undefined,
    approvedBy: null,
    createdAt: at,
    endedAt: null,
  };
  const { state, providerRef, approvedBy, endedAt } = move;
  const base = (known ?? added) as Refund;
  return {
    ...base,
    state,
    touchedAt: at,
    ...(providerRef !== undefined && { providerRef }),
    ...(approvedBy !== undefined && { approvedBy }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

/** What the change makes of a charge and its refunds. */
export function applied(snapshot: RefundSnapshot, change: RefundChange): RefundSnapshot {
  const { moves, charge: moved } = change;
  const { charge } = snapshot;
  const refunds = new Map(snapshot.refunds.map((one) => [one.id, one]));
  for (const move of moves) refunds.set(move.id, movedRefund(refunds.get(move.id), move));
  const dues = moves.flatMap(({ events }) => events.map(({ detail }) => Number(detail['due'])));
  const first = charge.events.length + 1;
  const events = (moved?.events ?? []).map((event, index) => ({ ...event, seq: first + index }));
  return {
    charge: {
      ...charge,
      charge: {
        ...charge.charge,
        state: moved?.state ?? charge.charge.state,
        refundYen: moved?.refundYen ?? charge.charge.refundYen,
      },
      events: [...charge.events, ...events],
    },
    refunds: [...refunds.values()],
    followedDues: new Set([...snapshot.followedDues, ...dues.filter(Number.isInteger)]),
    ledger: [...snapshot.ledger, ...(moved?.ledger ?? [])],
  };
}

/** A company whose truth the test writes. References are `re-<refund id>`. */
function refundCompany() {
  const truth = new Map<string, RefundOutcome>();
  const requests: RefundRequest[] = [];
  const company = {
    ...fakeProvider(),
    truth,
    requests,
    silent: false,
    /** What it answers first. */
    answer: { outcome: 'pending' } as RefundOutcome,
    async refund(request: RefundRequest) {
      requests.push(request);
      if (company.silent) throw new Error('connection reset');
      const refundRef = `re-${request.refundId}`;
      if (!truth.has(refundRef)) truth.set(refundRef, company.answer);
      return { refundRef, outcome: truth.get(refundRef) as RefundOutcome };
    },
    async askRefund(ref: string): Promise<RefundOutcome> {
      if (company.silent) throw new Error('connection reset');
      return truth.get(ref) ?? { outcome: 'unknown' };
    },
  };
  return company;
}

/** One charge with its refunds, kept in memory. */
export function refundScene(start = paidCharge()) {
  const clock = fixedClock(T0);
  const company = refundCompany();
  const state = { snapshot: start, log: new Map<string, RefundEvent[]>() };
  const payees = new Map<string, Payee>();
  const all = () => state.snapshot.refunds;
  const refunds: RefundStore = {
    find: async (id) => all().find((one) => one.id === id),
    findByRef: async (_provider, ref) => all().find((one) => one.providerRef === ref),
    events: async (id) => state.log.get(id) ?? [],
    payee: async (id) => payees.get(id),
    ofCharge: async () => all(),
    ofApplication: async () => all(),
    snapshot: async () => state.snapshot,
    async change(_chargeId, decide) {
      const change = decide(state.snapshot);
      if (change === undefined) return 'unchanged';
      const told = change.moves.flatMap((one) => one.events.map((event) => event.providerEventId));
      const known = [...state.log.values()].flat().map((event) => event.providerEventId);
      if (told.some((id) => id !== null && known.includes(id))) return 'duplicate';
      state.snapshot = applied(state.snapshot, change);
      for (const { id, events, added } of change.moves) {
        const before = state.log.get(id) ?? [];
        const seq = before.length + 1;
        state.log.set(id, [...before, ...events.map((one, i) => ({ ...one, seq: seq + i }))]);
        if (added?.payee) payees.set(id, added.payee);
      }
      return 'changed';
    },
    list: async ({ states, touchedBefore, createdSince }) =>
      all().filter(
        (one) =>
          states.includes(one.state) &&
          (touchedBefore === undefined || one.touchedAt <= touchedBefore) &&
          (createdSince === undefined || one.createdAt >= createdSince),
      ),
    chargesWithNewDues: async () => [CHARGE],
    uncoveredDues: async () => [],
    findAttempt: async (id) => state.snapshot.charge.attempts.find((one) => one.id === id),
  };
  const deps: RefundDeps = {
    refunds,
    clock,
    providers: new Map([['fake', company]]),
    revenue: noRevenueItems,
    approvalAboveYen: 1000,
  };
  return {
    deps,
    clock,
    company,
    state,
    /** The charge as the books of the payments room have it. */
    charge: () => state.snapshot.charge.charge,
    only: () => all()[0] as Refund,
    types: (id: string) => (state.log.get(id) ?? []).map(({ type }) => type),
    /** Something happens to the charge in its own room. */
    happen(
      type: string,
      to: { state: ChargeSnapshot['charge']['state']; refundYen: number },
      detail: ChargeEvent['detail'] = {},
      attemptId: string | null = null,
    ) {
      const events = [chargeEvent(type, detail, attemptId)];
      state.snapshot = applied(state.snapshot, { moves: [], charge: { ...to, events } });
    },
  };
}
