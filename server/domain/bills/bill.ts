import type { Segment } from '../books/ledger-entry.ts';

/** 納付書: what finance has sent out. `paid` also when it was paid elsewhere and the next import said so. */
export type BillState = 'open' | 'paid' | 'cancelled';

/** 本税（料）・督促手数料・延滞金. */
type BillLineKind = 'principal' | 'reminder_fee' | 'late_charge';

export interface BillLine {
  readonly kind: BillLineKind;
  /** Whole yen. */
  readonly yen: number;
}

export interface Bill {
  readonly id: string;
  /** 納付番号, printed on the bill. */
  readonly number: string;
  readonly revenueItem: string;
  /** 会計年度 of the assessment (2026 = 令和8年度). */
  readonly fiscalYear: number;
  readonly segment: Segment;
  /** 調定番号 */
  readonly assessmentNumber: string;
  /** 期別, as printed. */
  readonly term: string;
  readonly lines: readonly BillLine[];
  readonly yen: number;
  /** 納期限, JST day. */
  readonly dueOn: string;
  /** Last JST day on which this amount can be paid here. */
  readonly payUntil: string;
  /** It carries an eL-QR and is paid at the national site only. */
  readonly elQr: boolean;
  /** To whom it was sent; null when finance does not say. */
  readonly addressee: string | null;
  readonly state: BillState;
}
