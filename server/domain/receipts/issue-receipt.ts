import type { Clock } from '../../lib/clock.ts';
import { DomainError } from '../errors.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import { composeReceipt, isReceiptable } from './compose-receipt.ts';
import type { Receipt } from './receipt.ts';
import type { ReceiptStore } from './receipt-store.ts';

export interface ReceiptDeps {
  readonly receipts: ReceiptStore;
  readonly clock: Clock;
  readonly revenue: RevenueBook;
}

/**
 * Gives the receipt of a charge: the first one, however often it is asked for, or (`again`, at the
 * counter) a new one marked 再発行.
 * @param input.applicantName of an application (`payerNameOf`); a bill has the name that its payer typed
 * @throws DomainError charge_not_found; charge_not_payable while nothing was paid
 */
export async function issueReceipt(
  { receipts, clock, revenue }: ReceiptDeps,
  input: {
    readonly chargeId: string;
    readonly applicantName: string;
    readonly again?: boolean;
    readonly by: Receipt['issuedBy'];
  },
): Promise<Receipt> {
  const { chargeId, applicantName, again = false, by } = input;
  const issued = await receipts.issue({ chargeId, again, by, at: clock.now() }, (found) => {
    const { charge, procedureId, typedName } = found;
    const payerName = charge.billId === null ? applicantName : typedName;
    return isReceiptable(charge)
      ? composeReceipt(charge, { procedureId, payerName }, revenue)
      : undefined;
  });
  if (issued === undefined) throw new DomainError('charge_not_payable', { why: 'not_paid' });
  return issued;
}
