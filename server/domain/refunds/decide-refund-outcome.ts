import type { ChargeChange } from '../payments/charge-store.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import type { HeardRefund } from './heard-refund.ts';
import { type ChargeStep, givenStep, moveCharge, raiseDue } from './move-charge.ts';
import type { RefundOutcome } from './provider-refund.ts';
import type { Refund, RefundEvent, RefundState } from './refund.ts';
import { refundEntries, undoneEntries } from './refund-entries.ts';
import type { RefundChange, RefundMove, RefundSnapshot } from './refund-store.ts';
import { nextRefundState, type RefundEventType } from './refund-transitions.ts';

const OPEN: readonly RefundState[] = ['sent', 'unknown', 'pending', 'needs_payer'];

type Word = RefundOutcome['outcome'];

/** The event that a word writes in a state in which it is news. */
const NEWS: Readonly<
  Record<Word, { readonly type: RefundEventType; from: readonly RefundState[] }>
> = {
  unknown: { type: 'no_answer', from: ['sent'] },
  pending: { type: 'under_way', from: ['sent', 'unknown', 'needs_payer'] },
  needs_payer: { type: 'needs_payer', from: ['sent', 'unknown', 'pending'] },
  succeeded: { type: 'succeeded', from: OPEN },
  failed: { type: 'failed', from: [...OPEN, 'succeeded'] },
  cancelled: { type: 'ended_there', from: OPEN },
};

/**
 * Is it a late word on what is over? Only an answer to a question can say that money went after all;
 * a notification may be an old one.
 */
export function isDoubtful({ state }: Pick<Refund, 'state'>, outcome: RefundOutcome): boolean {
  return state === 'failed' && outcome.outcome === 'succeeded';
}

function eventFor(refund: Refund, heard: HeardRefund): RefundEventType | undefined {
  const { type, from } = NEWS[heard.outcome.outcome];
  if (from.includes(refund.state)) return type;
  const asked = heard.providerEventId === null;
  return asked && isDoubtful(refund, heard.outcome) ? type : undefined;
}

function detailOf({ outcome, cause }: HeardRefund): RefundEvent['detail'] {
  if (outcome.outcome === 'unknown' && cause) return { reason: cause.slice(0, 100) };
  return outcome.outcome === 'failed' ? { reason: outcome.reason.slice(0, 100) } : {};
}

const FINAL: readonly RefundState[] = ['succeeded', 'failed', 'cancelled'];

function moveOf(refund: Refund, heard: HeardRefund, type: RefundEventType): RefundMove {
  const { at, providerEventId, refundRef } = heard;
  const state = nextRefundState(refund.state, type);
  const actor = 'provider';
  const isNamed = refundRef !== undefined && refundRef !== '' && refund.providerRef === null;
  return {
    id: refund.id,
    state,
    events: [{ type, at, actor, providerEventId, detail: detailOf(heard) }],
    ...(isNamed && { providerRef: refundRef }),
    endedAt: FINAL.includes(state) ? at : null,
  };
}

/** The name that the company gave it is worth keeping, even where nothing else is news. */
function onlyNamed(refund: Refund, { refundRef }: HeardRefund): RefundChange | undefined {
  if (!refundRef || refund.providerRef !== null || !OPEN.includes(refund.state)) return undefined;
  return { moves: [{ id: refund.id, state: refund.state, events: [], providerRef: refundRef }] };
}

/**
 * Turns what a company says about a refund into what it does to the refund, its charge and the
 * books, or into nothing. Order, repetition and loss change nothing: each word counts where it is
 * news, and what failed after it had succeeded is due again.
 */
export function decideRefundOutcome(
  snapshot: RefundSnapshot,
  refundId: string,
  heard: HeardRefund,
  revenue: RevenueBook,
): RefundChange | undefined {
  const refund = snapshot.refunds.find(({ id }) => id === refundId);
  if (refund === undefined) return undefined;
  const type = eventFor(refund, heard);
  if (type === undefined) return onlyNamed(refund, heard);
  const move = moveOf(refund, heard, type);
  const charge = chargeOf(snapshot, refund, move, heard, revenue);
  return { moves: [move], ...(charge && { charge }) };
}

/** It was paid in the place of another one: owed again from the moment at which all of it went back. */
function openBill(
  { charge: { bill } }: RefundSnapshot,
  { reason }: Pick<Refund, 'reason'>,
  given: ChargeStep,
): Pick<ChargeChange, 'bill'> {
  const isOpen = reason === 'wrong_bill' && given.type === 'refunded' && bill?.state === 'paid';
  return isOpen ? { bill: { state: 'open' } } : {};
}

/** What the charge and the books get when money went, or came back. */
export function chargeOf(
  snapshot: RefundSnapshot,
  refund: Pick<Refund, 'id' | 'yen' | 'attemptId' | 'way' | 'provider' | 'state' | 'reason'>,
  move: RefundMove,
  { at, outcome }: Pick<HeardRefund, 'at' | 'outcome'>,
  revenue: RevenueBook,
) {
  const detail = { yen: refund.yen };
  if (move.state === 'succeeded') {
    const occurredAt = outcome.outcome === 'succeeded' ? outcome.at : at;
    const { refundYen, steps } = raiseDue(snapshot, [move]);
    const given = givenStep(snapshot, [move], refundYen, detail);
    const ledger = refundEntries(snapshot, refund, { at, occurredAt }, revenue);
    const change = moveCharge(snapshot, [...steps, given], { at, refundYen, ledger });
    return change && { ...change, ...openBill(snapshot, refund, given) };
  }
  if (refund.state !== 'succeeded') return undefined;
  const ledger = undoneEntries(snapshot, refund.id, { at, occurredAt: at });
  return moveCharge(snapshot, [{ type: 'refund_failed', detail }], { at, ledger });
}
