const DIGITS = 6;

/** Largest number of a year; a town that gives more of them in a year has no six digits for them. */
export const MOST_RECEIPTS = 10 ** DIGITS - 1;

/** 2026-000001. Numbers of a year stand in their order as texts, too. */
export function receiptNumber(fiscalYear: number, count: number): string {
  if (count > MOST_RECEIPTS) throw new Error(`More than ${MOST_RECEIPTS} receipts in a year.`);
  return `${fiscalYear}-${String(count).padStart(DIGITS, '0')}`;
}

/** The number that follows the last one of the year; without one, its first. */
export function nextReceiptNumber(fiscalYear: number, last: string | undefined): string {
  return receiptNumber(fiscalYear, last === undefined ? 1 : Number(last.slice(5)) + 1);
}
