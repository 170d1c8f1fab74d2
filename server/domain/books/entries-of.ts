import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Charge } from '../payments/payment.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import { accountingYear } from './accounting-year.ts';
import type { LedgerEntry, LedgerKind, Segment } from './ledger-entry.ts';
import { splitOverLines } from './split-over-lines.ts';

/** Money of one charge that came or went. */
export interface Movement {
  readonly kind: LedgerKind;
  /** Id of the attempt, refund or dispute. */
  readonly cause: string;
  /** Whole yen, above zero. */
  readonly yen: number;
  /** When it is entered. */
  readonly at: Date;
  /** When it moved. */
  readonly occurredAt: Date;
  readonly method: string;
  readonly channel: LedgerEntry['channel'];
  readonly provider: string;
  readonly tillSessionId?: string;
  /** Of the same kind on the same payment before: parts then add up to the whole line by line. */
  readonly movedBefore?: number;
}

/** What the charge is owed for. */
export interface Owed {
  readonly charge: Pick<Charge, 'id' | 'lines'>;
  /** null for a bill. */
  readonly procedureId: string | null;
  readonly bill: { readonly fiscalYear: number; readonly segment: Segment } | null;
}

const OUTGOING: readonly LedgerKind[] = ['refund', 'dispute'];

/** Consumption tax within a price that includes it, rounded down (消費税法45条, 国税通則法119条). */
export function taxWithin(yen: number, percent: number): number {
  return Math.floor((yen * percent) / (100 + percent));
}

/** The lines of the books for that movement: one for each line of the charge that it touches. */
export function entriesOf(
  { charge, procedureId, bill }: Owed,
  movement: Movement,
  revenue: RevenueBook,
): readonly LedgerEntry[] {
  const { kind, cause, method, channel, provider, occurredAt, movedBefore = 0 } = movement;
  const sign = OUTGOING.includes(kind) ? -1 : 1;
  const weights = charge.lines.map((line) => line.yen);
  const before = splitOverLines(weights, movedBefore);
  const after = splitOverLines(weights, movedBefore + movement.yen);
  const year = accountingYear(bill, todayInTokyo(occurredAt));
  return charge.lines.flatMap((line, index): LedgerEntry[] => {
    const yen = (after[index] ?? 0) - (before[index] ?? 0);
    if (yen === 0) return [];
    const revenueItem = revenue.itemOf(procedureId, line.item);
    const tax = taxWithin(Math.abs(yen), revenue.items.get(revenueItem)?.taxPercent ?? 0);
    return [
      {
        chargeId: charge.id,
        kind,
        cause,
        yen: sign * yen,
        taxYen: tax === 0 ? 0 : sign * Math.sign(yen) * tax,
        revenueItem,
        ...year,
        bookedOn: todayInTokyo(movement.at),
        occurredAt,
        method,
        channel,
        provider,
        procedureId,
        tillSessionId: movement.tillSessionId ?? null,
      },
    ];
  });
}
