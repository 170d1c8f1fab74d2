import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { entriesOf } from '../books/entries-of.ts';
import type { LedgerEntry, LedgerKind } from '../books/ledger-entry.ts';
import type { DisputeNotice } from '../refunds/provider-refund.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import type { Dispute, DisputeEvent } from './dispute.ts';
import type { DisputeChange, DisputeSnapshot, DisputeStore } from './dispute-store.ts';
import { asItHappened, disputeState, fundsMoved, isDecided } from './dispute-transitions.ts';

export interface DisputeDeps {
  readonly disputes: DisputeStore;
  readonly clock: Clock;
  readonly revenue: RevenueBook;
}

interface HeardDispute extends DisputeNotice {
  readonly provider: string;
}

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

/** What of the charge is away by disputes now. */
function awayBy(ledger: DisputeSnapshot['ledger']): number {
  return -ledger
    .filter(({ kind }) => kind === 'dispute' || kind === 'dispute_undone')
    .reduce((sum, { yen }) => sum + yen, 0);
}

/** What the books get for that word: money that was given back was taken before, even if that word is late. */
function entriesFor(
  { charge, attempt, procedureId, bill, events, ledger }: DisputeSnapshot,
  heard: HeardDispute,
  { dispute, event, at }: Pick<DisputeChange, 'dispute' | 'event' | 'at'>,
  revenue: RevenueBook,
): readonly LedgerEntry[] {
  const before = fundsMoved(events);
  const after = fundsMoved([...events, event]);
  const away = awayBy(ledger);
  const isTaken = after.taken > before.taken;
  const entries = (kind: LedgerKind, movedBefore: number) =>
    entriesOf(
      { charge, procedureId, bill },
      {
        kind,
        cause: dispute.id,
        yen: heard.yen,
        at,
        occurredAt: heard.at,
        method: attempt?.method ?? charge.method ?? 'card',
        channel: 'online',
        provider: heard.provider,
        movedBefore,
      },
      revenue,
    );
  return [
    ...(isTaken ? entries('dispute', away) : []),
    // Line by line what was taken: the same way back.
    ...(after.givenBack > before.givenBack
      ? entries('dispute_undone', isTaken ? away : away - heard.yen)
      : []),
  ];
}

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
