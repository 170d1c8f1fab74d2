import type { Charge, ChargeEvent, PaymentAttempt } from '../payments/payment.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import { entriesOf } from './entries-of.ts';
import type { BookedEntry, LedgerEntry, Segment } from './ledger-entry.ts';

/** A charge with what was told of its money, as an older release left it. */
export interface UnbookedCharge {
  readonly charge: Pick<Charge, 'id' | 'lines' | 'paidAt' | 'method'>;
  readonly procedureId: string | null;
  readonly bill: { readonly fiscalYear: number; readonly segment: Segment } | null;
  readonly events: readonly Pick<ChargeEvent, 'type' | 'at' | 'attemptId' | 'detail'>[];
  readonly attempts: readonly Pick<PaymentAttempt, 'id' | 'provider' | 'method'>[];
  readonly entries: readonly Pick<BookedEntry, 'kind' | 'cause'>[];
}

export interface BackfillStore {
  /**
   * Charges with money and without entries for it, a portion after the other, each in one write:
   * `decide` gives what is entered. @returns how many charges were completed
   */
  backfill(decide: (charge: UnbookedCharge) => readonly LedgerEntry[]): Promise<number>;
  /** Was it done here before? */
  isBackfilled(): Promise<boolean>;
}

const MONEY: ReadonlySet<string> = new Set(['attempt_paid', 'paid_twice', 'paid_too_late']);

/** Entries for the payments that have none, on the day on which each was heard of. */
function missingEntries(
  { charge, procedureId, bill, events, attempts, entries }: UnbookedCharge,
  revenue: RevenueBook,
): readonly LedgerEntry[] {
  const booked = new Set(entries.filter(({ kind }) => kind === 'taking').map((one) => one.cause));
  return events.flatMap(({ type, at, attemptId, detail }) => {
    if (!MONEY.has(type) || attemptId === null || booked.has(attemptId)) return [];
    const attempt = attempts.find(({ id }) => id === attemptId);
    const method = String(detail['method'] ?? attempt?.method ?? charge.method ?? 'card');
    // The time of a second payment was kept by no older release.
    const occurredAt = type === 'paid_twice' ? at : (charge.paidAt ?? at);
    const movement = { kind: 'taking', cause: attemptId, yen: Number(detail['yen'] ?? 0) } as const;
    return entriesOf(
      { charge, procedureId, bill },
      {
        ...movement,
        at,
        occurredAt,
        method,
        channel: 'online',
        provider: attempt?.provider ?? 'unknown',
      },
      revenue,
    );
  });
}

/**
 * Books what was paid before there were books: once, and again only for what is missing then. What
 * the nightly check finds later is never mended by itself.
 */
export async function backfillLedger(store: BackfillStore, revenue: RevenueBook): Promise<number> {
  return store.backfill((charge) => missingEntries(charge, revenue));
}
