import type { Charge } from '../payments/payment.ts';
import type { ReceiptMoney } from './compose-receipt.ts';
import type { Receipt, ReceiptContent } from './receipt.ts';

/** What a receipt is made of, read under the write lock. */
export interface Receiptable {
  readonly charge: Charge;
  /** null for a bill. */
  readonly procedureId: string | null;
  /** As the payer of a bill typed it; '' for none. */
  readonly typedName: string;
}

export interface ReceiptStore {
  /**
   * The first receipt of the charge: the one that there is, or a new one. With `again` one more,
   * which says what the first one said. Numbers are given under the write lock, so that of any
   * number of callers each gets its own, and none is left out.
   * @returns undefined when `compose` has nothing to give a receipt for
   */
  issue(
    wanted: {
      readonly chargeId: string;
      readonly again: boolean;
      readonly by: Receipt['issuedBy'];
      readonly at: Date;
    },
    compose: (found: Receiptable) => ReceiptContent | undefined,
  ): Promise<Receipt | undefined>;
  find(number: string): Promise<Receipt | undefined>;
  /** In the order in which they were issued. */
  listOf(chargeId: string): Promise<readonly Receipt[]>;
  money(chargeId: string): Promise<ReceiptMoney>;
}
