/** What was paid, as the receipt says it: frozen, whatever definitions and revenue items are called later. */
export interface ReceiptLine {
  /** Of the charge, in Japanese: 「使用料」. */
  readonly label: string;
  /** 歳入科目, by its key and its Japanese name then. */
  readonly revenueItem: string;
  readonly revenueName: string;
  /** Whole yen, tax included. */
  readonly yen: number;
  /** Percent of consumption tax within it; 0 where none is due. */
  readonly taxPercent: number;
}

export interface ReceiptContent {
  /** 宛名, as the payer entered it; '' when nobody was named: nothing is written then. */
  readonly payerName: string;
  readonly yen: number;
  readonly lines: readonly ReceiptLine[];
}

/** 領収書 */
export interface Receipt extends ReceiptContent {
  /** Fiscal year of the issue and a number without gaps: 2026-000001. */
  readonly number: string;
  readonly chargeId: string;
  /** 0: the first one; from 1 on 再発行. */
  readonly issue: number;
  /** `resident`, or `staff:<login>`. */
  readonly issuedBy: string;
  readonly issuedAt: Date;
}

/** One rate of consumption tax on a receipt. */
export interface TaxSum {
  readonly percent: number;
  /** Whole yen, tax included. */
  readonly yen: number;
  readonly taxYen: number;
}
