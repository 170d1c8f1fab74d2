import type { LedgerEntry } from '../books/ledger-entry.ts';
import type { ChargeChange } from '../payments/charge-store.ts';
import type { ChargeEvent } from '../payments/payment.ts';
import { type ChargeEventType, nextChargeState } from '../payments/transitions.ts';
import type { Refund } from './refund.ts';
import type { RefundMove, RefundSnapshot } from './refund-store.ts';
import { givenYen, isDecided, sumYen } from './refund-sums.ts';

/** One thing that a refund does to its charge. */
export interface ChargeStep {
  readonly type: ChargeEventType;
  readonly detail: ChargeEvent['detail'];
}

/** The refunds of a charge as they will be after those moves. */
export function refundsAfter(
  { refunds }: RefundSnapshot,
  moves: readonly RefundMove[],
): readonly Pick<Refund, 'id' | 'yen' | 'state'>[] {
  const states = new Map(moves.map(({ id, state }) => [id, state]));
  const added = moves.flatMap(({ added: one, state }) => (one ? [{ ...one, state }] : []));
  return [
    ...refunds.map(({ id, yen, state }) => ({ id, yen, state: states.get(id) ?? state })),
    ...added,
  ];
}

/** Walks the charge through those steps; undefined where there are none. */
export function moveCharge(
  { charge: { charge } }: RefundSnapshot,
  steps: readonly ChargeStep[],
  change: {
    readonly at: Date;
    readonly providerEventId?: string | null;
    readonly refundYen?: number;
    readonly ledger?: readonly LedgerEntry[];
  },
): ChargeChange | undefined {
  if (steps.length === 0) return undefined;
  const { at, refundYen, ledger } = change;
  return {
    state: steps.reduce((state, { type }) => nextChargeState(state, type), charge.state),
    events: steps.map((step) => ({ ...step, at, attemptId: null, providerEventId: null })),
    ...(refundYen !== undefined && { refundYen }),
    ...(ledger !== undefined && { ledger }),
  };
}

/** What has to be due so that all that is decided is due; nothing where it is already. */
export function raiseDue(
  snapshot: RefundSnapshot,
  moves: readonly RefundMove[],
): { readonly refundYen: number; readonly steps: readonly ChargeStep[] } {
  const before = snapshot.charge.charge.refundYen;
  const decided = sumYen(refundsAfter(snapshot, moves).filter(isDecided));
  if (decided <= before) return { refundYen: before, steps: [] };
  const detail = { yen: decided - before };
  return { refundYen: decided, steps: [{ type: 'refund_decided', detail }] };
}

/** Whether all that is due has been given back after those moves. */
export function givenStep(
  snapshot: RefundSnapshot,
  moves: readonly RefundMove[],
  refundYen: number,
  detail: ChargeEvent['detail'],
): ChargeStep {
  const given = givenYen({ refunds: refundsAfter(snapshot, moves) as readonly Refund[] });
  return { type: given >= refundYen ? 'refunded' : 'partly_refunded', detail };
}
