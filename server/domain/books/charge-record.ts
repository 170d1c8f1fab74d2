import type { BillState } from '../bills/bill.ts';
import type { Dispute, DisputeEvent } from '../disputes/dispute.ts';
import type { Charge, ChargeEvent } from '../payments/payment.ts';
import type { Refund, RefundEvent } from '../refunds/refund.ts';
import type { BookedEntry } from './ledger-entry.ts';

/** Everything that is kept about the money of one charge, as the check compares it. */
export interface ChargeRecord {
  readonly charge: Pick<Charge, 'id' | 'state' | 'yen' | 'refundYen' | 'billId'>;
  readonly billState: BillState | null;
  /** In order of `seq`. */
  readonly events: readonly Pick<ChargeEvent, 'type' | 'attemptId' | 'detail'>[];
  readonly refunds: readonly (Pick<Refund, 'id' | 'yen' | 'state'> & {
    readonly events: readonly Pick<RefundEvent, 'type'>[];
  })[];
  readonly disputes: readonly (Pick<Dispute, 'id'> & {
    readonly events: readonly Pick<DisputeEvent, 'type' | 'detail'>[];
  })[];
  readonly entries: readonly Pick<
    BookedEntry,
    'seq' | 'kind' | 'cause' | 'yen' | 'revenueItem' | 'tillSessionId'
  >[];
  /** What tills took or gave for it, signed; change that was put in is not for a charge. */
  readonly tillYen: number;
  readonly receipts: readonly { readonly number: string; readonly yen: number }[];
}

/** A till's session as it was counted. */
export interface TillRecord {
  readonly id: string;
  /** Reckoned anew from its entries; null while it is open. */
  readonly cashYen: number;
  readonly expectedYen: number | null;
  readonly countedYen: number | null;
  readonly isExplained: boolean;
}

/** What the check reads, however much there is: in portions, so that nobody waits for it. */
export interface BookRecords {
  /** All charges with what hangs on them, in order of their ids. */
  portions(): AsyncIterable<readonly ChargeRecord[]>;
  /** One charge as it is now: money may have come while a portion was read. */
  again(chargeId: string): Promise<ChargeRecord | undefined>;
  /** Of all entries up to the newest one. */
  ledgerTotal(): Promise<{
    readonly firstSeq: number;
    readonly lastSeq: number;
    readonly entries: number;
    readonly yen: number;
  }>;
  /** Of the years from that one on: how many receipts there are, and the newest number. */
  receiptYears(
    from: number,
  ): Promise<readonly { readonly year: string; readonly count: number; readonly last: string }[]>;
  /** Sessions that were counted on that JST day or later. */
  tills(since: string): Promise<readonly TillRecord[]>;
}
