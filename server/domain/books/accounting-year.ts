import { fiscalYear } from '../../lib/jst-date.ts';
import type { Segment } from './ledger-entry.ts';

export interface AccountingYear {
  /** 2026 = 令和8年度 */
  readonly fiscalYear: number;
  readonly segment: Segment;
}

/** 31 May of the year after: the books of a fiscal year are open until then (出納整理期間, 地方自治法235条の5). */
export function booksCloseOn(year: number): string {
  return `${year + 1}-05-31`;
}

/**
 * To whose books money belongs. A bill belongs to the year of its assessment as long as that year's
 * books are open, afterwards it is carried over (滞納繰越); a fee that no notice was sent for belongs
 * to the year in which it was paid (地方自治法施行令142条1項).
 * @param paidOn JST day
 */
export function accountingYear(bill: AccountingYear | null, paidOn: string): AccountingYear {
  if (bill === null) return { fiscalYear: fiscalYear(paidOn), segment: 'current' };
  const { fiscalYear: assessed, segment } = bill;
  if (paidOn <= booksCloseOn(assessed)) return { fiscalYear: assessed, segment };
  return { fiscalYear: fiscalYear(paidOn), segment: 'arrears' };
}

/**
 * From whose books money goes back: from those that it came to (戻出, 同令165条の7) as long as they
 * are open, afterwards it is spent in the year of that day (同令160条).
 * @param came where it was entered when it came
 * @param goesOn JST day
 */
export function yearOfReturn(came: AccountingYear, goesOn: string): AccountingYear {
  if (goesOn <= booksCloseOn(came.fiscalYear)) return came;
  return { ...came, fiscalYear: fiscalYear(goesOn) };
}
