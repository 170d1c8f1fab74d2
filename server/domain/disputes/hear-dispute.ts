import type { Clock } from '../../lib/clock.ts';
import type { DisputeNotice } from '../refunds/provider-refund.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import { decideDispute } from './decide-dispute.ts';
import type { DisputeStore } from './dispute-store.ts';

export interface DisputeDeps {
  readonly disputes: DisputeStore;
  readonly clock: Clock;
  readonly revenue: RevenueBook;
}

/**
 * Enters what a company says about a dispute, with what it did to the money, in one commit. Any
 * order, repetition and delay of the words ends in the same state and the same books.
 */
export function hearDispute(
  { disputes, clock, revenue }: DisputeDeps,
  provider: string,
  notice: DisputeNotice,
): ReturnType<DisputeStore['change']> {
  const { disputeRef, attemptId, eventId } = notice;
  const providerEventId = `${provider}:${eventId}`;
  return disputes.change({ provider, disputeRef, attemptId, providerEventId }, (snapshot) =>
    decideDispute(snapshot, { ...notice, provider }, clock.now(), revenue),
  );
}
