import type { Charge } from '../payments/payment.ts';
import type { Bill, BillState } from './bill.ts';
import type { ImportRow } from './import-row.ts';
import type { RowPlan } from './plan-row.ts';

/** One list of finance: by number (its beginning), state, revenue item. */
export interface BillQuery {
  /** Plain, or empty. */
  readonly number: string;
  readonly state: BillState | 'all';
  /** Key, or empty. */
  readonly revenueItem: string;
  /** Number of the last bill of the page before. */
  readonly after: string;
}

/** What one file did. */
export interface BillImport {
  readonly id: string;
  readonly fileName: string;
  /** SHA-256 of its bytes, hex. */
  readonly fileHash: string;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly cancelled: number;
  readonly importedBy: string;
  readonly at: Date;
}

export interface NewBillCharge {
  readonly id: string;
  readonly billId: string;
  /** 宛名 of the receipt, as typed; null when nothing was. */
  readonly payerName: string | null;
  linesOf(bill: Bill): Charge['lines'];
  readonly at: Date;
}

export interface BillStore {
  find(id: string): Promise<Bill | undefined>;
  /** undefined alike for a number that is not there and a code that does not fit. Both plain. */
  findByNumberAndCode(number: string, code: string): Promise<Bill | undefined>;
  /** In order of their numbers. */
  list(query: BillQuery, limit: number): Promise<readonly Bill[]>;
  /** All charges of a bill, the newest first. */
  chargesOf(billId: string): Promise<readonly Charge[]>;
  /** The one that can be paid, or has been. */
  livingCharge(billId: string): Promise<Charge | undefined>;
  /** What was typed as payer of a charge; it is sealed. */
  payerName(chargeId: string): Promise<string | null>;
  /**
   * The charge of a bill that can be paid today: the living one, else a new one, so that a bill has
   * one however many ask at the same time. A name takes the place of the one before as long as nobody
   * is at a payment company.
   * @throws DomainError `bill_not_found`, `charge_not_payable`
   */
  openCharge(charge: NewBillCharge): Promise<Charge>;

  /** What a file would do, row by row; changes nothing. */
  plan(rows: readonly ImportRow[]): Promise<readonly RowPlan[]>;
  /** False when that import is there already: somebody pressed twice. */
  beginImport(record: BillImport): Promise<boolean>;
  /**
   * Takes these rows over in one commit, each decided anew under the write lock; counts them in the
   * import's record. `closing`: charges whose payment should be stopped at the company.
   */
  importRows(
    importId: string,
    rows: readonly ImportRow[],
    at: Date,
  ): Promise<{ readonly plans: readonly RowPlan[]; readonly closing: readonly string[] }>;
  findImport(id: string): Promise<BillImport | undefined>;
  /** The newest first. */
  listImports(limit: number): Promise<readonly BillImport[]>;
}
