import type { Charge } from '../payments/payment.ts';
import type { Bill } from './bill.ts';
import type { ImportRow } from './import-row.ts';

/** What is there already under a row's number. */
export interface KnownBill {
  readonly bill: Bill;
  /** Is the code in the file the one that was kept? */
  readonly sameCode: boolean;
  /** The one that can be paid, or has been. */
  readonly charge: Pick<Charge, 'id' | 'state'> | undefined;
}

/**
 * What becomes of a row. `settle`: cancelled, or paid elsewhere. `keep`: the bill stays as it is, and
 * finance is told why.
 */
export type RowPlan =
  | { readonly does: 'add' | 'change' | 'settle' | 'same' }
  | { readonly does: 'keep'; readonly why: 'paid_here' | 'being_paid' };

const COMPARED = [
  'revenueItem',
  'fiscalYear',
  'segment',
  'assessmentNumber',
  'term',
  'dueOn',
  'payUntil',
  'elQr',
  'addressee',
  'state',
] as const satisfies readonly (keyof Bill & keyof ImportRow)[];

function isSame(row: ImportRow, { bill, sameCode }: KnownBill): boolean {
  if (!sameCode || COMPARED.some((name) => row[name] !== bill[name])) return false;
  return JSON.stringify(row.lines) === JSON.stringify(bill.lines);
}

/**
 * Decided for the preview, and once more under the write lock. Nothing changes under a payer's
 * hands, and what was paid here stays paid; but word that a bill is paid elsewhere or cancelled always
 * counts: money that still comes for it then goes back.
 */
export function planRow(row: ImportRow, known: KnownBill | undefined): RowPlan {
  // What is over and was never here need not come in.
  if (known === undefined) return { does: row.state === 'open' ? 'add' : 'same' };
  const { bill, charge } = known;
  if (charge?.state === 'paid') {
    // The accounting system has heard of our payment, or not yet.
    const agrees = row.state === 'paid' || (row.state === 'open' && row.yen === bill.yen);
    return agrees ? { does: 'same' } : { does: 'keep', why: 'paid_here' };
  }
  if (isSame(row, known)) return { does: 'same' };
  if (row.state !== 'open') return { does: row.state === bill.state ? 'same' : 'settle' };
  const isBeingPaid = charge !== undefined && charge.state !== 'open';
  return isBeingPaid && bill.state === 'open'
    ? { does: 'keep', why: 'being_paid' }
    : { does: 'change' };
}
