import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Charge } from '../payments/payment.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import { type AccountingYear, accountingYear, yearOfReturn } from './accounting-year.ts';
import type { LedgerEntry, LedgerKind } from './ledger-entry.ts';
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
  /** JST day on which what goes back (or returns from there) had come; else the charge's own payment. */
  readonly takenOn?: string;
}

/** What the charge is owed for. */
export interface Owed {
  readonly charge: Pick<Charge, 'id' | 'lines'> & Partial<Pick<Charge, 'paidAt'>>;
  /** null for a bill. */
  readonly procedureId: string | null;
  readonly bill: AccountingYear | null;
}

const OUTGOING: readonly LedgerKind[] = ['refund', 'dispute'];

/** Consumption tax within a price that includes it, rounded down (消費税法45条, 国税通則法119条). */
export function taxWithin(yen: number, percent: number): number {
  return Math.floor((yen * percent) / (100 + percent));
}

function yearOf({ charge, bill }: Owed, movement: Movement): AccountingYear {
  const day = todayInTokyo(movement.occurredAt);
  const year = (on: string) =>
    accountingYear(bill && { fiscalYear: bill.fiscalYear, segment: bill.segment }, on);
  if (movement.kind === 'taking') return year(day);
  const { paidAt } = charge;
  const takenOn = movement.takenOn ?? (paidAt ? todayInTokyo(paidAt) : day);
  return yearOfReturn(year(takenOn), day);
}

/** A charge always has lines; money of one that lost them is not lost with them. */
const NO_LINE = [{ item: '', yen: 0 }];

/** The lines of the books for that movement: one for each line of the charge that it touches. */
export function entriesOf(
  owed: Owed,
  movement: Movement,
  revenue: RevenueBook,
): readonly LedgerEntry[] {
  const { charge, procedureId } = owed;
  const { kind, cause, method, channel, provider, occurredAt, movedBefore = 0 } = movement;
  const sign = OUTGOING.includes(kind) ? -1 : 1;
  const lines = charge.lines.length > 0 ? charge.lines : NO_LINE;
  const weights = lines.map((line) => line.yen);
  const before = splitOverLines(weights, movedBefore);
  const after = splitOverLines(weights, movedBefore + movement.yen);
  const year = yearOf(owed, movement);
  return lines.flatMap((line, index): LedgerEntry[] => {
    const [from = 0, to = 0] = [before[index], after[index]];
    if (to === from) return [];
    const revenueItem = revenue.itemOf(procedureId, line);
    const percent = revenue.items.get(revenueItem)?.taxPercent ?? 0;
    // The tax of the parts adds up to the tax of the line, too.
    const tax = taxWithin(to, percent) - taxWithin(from, percent);
    return [
      {
        chargeId: charge.id,
        kind,
        cause,
        yen: sign * (to - from),
        taxYen: tax === 0 ? 0 : sign * tax,
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
