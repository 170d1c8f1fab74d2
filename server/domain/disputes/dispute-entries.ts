import { entriesOf } from '../books/entries-of.ts';
import type { LedgerEntry, LedgerKind } from '../books/ledger-entry.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import type { DisputeChange, DisputeSnapshot } from './dispute-store.ts';
import { fundsMoved } from './dispute-transitions.ts';
import type { HeardDispute } from './heard-dispute.ts';

/** What of the charge is away by disputes now. */
function awayBy(ledger: DisputeSnapshot['ledger']): number {
  return -ledger
    .filter(({ kind }) => kind === 'dispute' || kind === 'dispute_undone')
    .reduce((sum, { yen }) => sum + yen, 0);
}

/** What the books get for that word: money that was given back was taken before, even if that word is late. */
export function entriesFor(
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
