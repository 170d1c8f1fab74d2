import { todayInTokyo } from '../../lib/jst-date.ts';
import { entriesOf } from '../books/entries-of.ts';
import type { LedgerEntry } from '../books/ledger-entry.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import { isAtCounter, type Refund } from './refund.ts';
import type { RefundSnapshot } from './refund-store.ts';
import { paymentsOf } from './refund-sums.ts';

/** How the books name who gave it back, where that was no company. */
const OWN: Readonly<Record<Exclude<Refund['way'], 'provider'>, string>> = {
  cash: 'counter',
  card_terminal: 'counter',
  bank_transfer: 'town',
};

type Moved = Pick<Refund, 'id' | 'attemptId' | 'yen' | 'way' | 'provider'>;

/** What that payment has given back so far, net of what came back. */
function givenBefore({ refunds, ledger }: RefundSnapshot, { attemptId, id }: Moved): number {
  const causes = new Set(
    refunds.filter((one) => one.attemptId === attemptId && one.id !== id).map((one) => one.id),
  );
  const own = ledger.filter(
    ({ kind, cause }) => (kind === 'refund' || kind === 'refund_undone') && causes.has(cause),
  );
  return Math.max(0, -own.reduce((sum, { yen }) => sum + yen, 0));
}

/** JST day on which that very payment came: its year's books give it back while they are open. */
function takenOn({ ledger }: RefundSnapshot, { attemptId }: Moved): string | undefined {
  const taking = ledger.find(({ kind, cause }) => kind === 'taking' && cause === attemptId);
  return taking && todayInTokyo(taking.occurredAt);
}

/** The lines of the books for money that has gone back. */
export function refundEntries(
  snapshot: RefundSnapshot,
  refund: Moved,
  { at, occurredAt }: { readonly at: Date; readonly occurredAt: Date },
  revenue: RevenueBook,
): readonly LedgerEntry[] {
  const { charge, application, bill, events } = snapshot.charge;
  const { id, yen, way, attemptId } = refund;
  const paid = paymentsOf(events).find((one) => one.attemptId === attemptId);
  // Of a second payment the charge does not say when it came.
  const twice = events.find((one) => one.type === 'paid_twice' && one.attemptId === attemptId);
  const method = way === 'provider' ? (paid?.method ?? charge.method ?? 'card') : way;
  const came = takenOn(snapshot, refund);
  const provider = way === 'provider' ? (refund.provider ?? '') : OWN[way];
  return entriesOf(
    { charge, procedureId: application?.procedureId ?? null, bill },
    {
      kind: 'refund',
      cause: id,
      yen,
      at,
      occurredAt,
      method,
      channel: isAtCounter(way) ? 'counter' : 'online',
      provider,
      movedBefore: givenBefore(snapshot, refund),
      ...(twice && { takenOn: todayInTokyo(twice.at) }),
      ...(came !== undefined && { takenOn: came }),
    },
    revenue,
  );
}

/** The same lines the other way round: the money is the town's again. */
export function undoneEntries(
  { ledger }: RefundSnapshot,
  refundId: string,
  { at, occurredAt }: { readonly at: Date; readonly occurredAt: Date },
): readonly LedgerEntry[] {
  const own = ledger.filter(({ kind, cause }) => kind === 'refund' && cause === refundId);
  const undone = ledger.filter(({ kind, cause }) => kind === 'refund_undone' && cause === refundId);
  // Given back, returned, and given back once more: only what is not undone yet.
  return own.slice(undone.length).map((entry) => ({
    ...entry,
    kind: 'refund_undone',
    yen: -entry.yen,
    taxYen: -entry.taxYen,
    bookedOn: todayInTokyo(at),
    occurredAt,
  }));
}
