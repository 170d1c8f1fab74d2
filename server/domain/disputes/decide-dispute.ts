import { randomUUID } from 'node:crypto';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import type { Dispute, DisputeEvent } from './dispute.ts';
import { entriesFor } from './dispute-entries.ts';
import type { DisputeChange, DisputeSnapshot } from './dispute-store.ts';
import { asItHappened, disputeState, isDecided } from './dispute-transitions.ts';
import type { HeardDispute } from './heard-dispute.ts';

function eventOf({ provider, ...notice }: HeardDispute): Omit<DisputeEvent, 'seq'> {
  const { eventId, state, funds, yen, reason, respondBy, at } = notice;
  return {
    type: funds === null ? state : `funds_${funds}`,
    at,
    providerEventId: `${provider}:${eventId}`,
    detail: {
      state,
      yen,
      reason,
      ...(respondBy !== null && { respond_by: respondBy.toISOString() }),
    },
  };
}

/** As all that was told makes it; what changes in its life is as the latest word has it. */
function disputeOf(
  { charge, attempt, dispute }: DisputeSnapshot,
  heard: HeardDispute,
  events: readonly Omit<DisputeEvent, 'seq'>[],
): Dispute {
  const told = asItHappened(events);
  const last = told.at(-1)?.detail ?? {};
  const until = told.findLast(({ detail }) => detail['respond_by'] !== undefined);
  const state = disputeState(events);
  return {
    id: dispute?.id ?? randomUUID(),
    chargeId: charge.id,
    attemptId: attempt?.id ?? null,
    provider: heard.provider,
    providerRef: heard.disputeRef,
    yen: Number(last['yen']),
    reason: String(last['reason']),
    state,
    respondBy: until ? new Date(String(until.detail['respond_by'])) : null,
    openedAt: told[0]?.at ?? heard.at,
    endedAt: isDecided(state) ? (told.at(-1)?.at ?? heard.at) : null,
  };
}

/** What one word makes of the dispute and of the books. */
export function decideDispute(
  snapshot: DisputeSnapshot,
  heard: HeardDispute,
  at: Date,
  revenue: RevenueBook,
): DisputeChange {
  const event = eventOf(heard);
  const dispute = disputeOf(snapshot, heard, [...snapshot.events, event]);
  const change = { dispute, event, at };
  return { ...change, ledger: entriesFor(snapshot, heard, change, revenue) };
}
