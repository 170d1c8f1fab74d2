/** Why money moved. `_undone`: a refund that failed after all, a dispute that was won. */
export type LedgerKind = 'taking' | 'refund' | 'refund_undone' | 'dispute' | 'dispute_undone';

/** current: 現年, of the year in which it was assessed; arrears: 滞納繰越. */
export type Segment = 'current' | 'arrears';

/** One line of the books (収納簿): never changed, never removed before its years are over. */
export interface LedgerEntry {
  readonly chargeId: string;
  readonly kind: LedgerKind;
  /** Id of the attempt, refund or dispute that moved the money. */
  readonly cause: string;
  /** Whole yen, negative for what went out. */
  readonly yen: number;
  /** Of it consumption tax, with the same sign. */
  readonly taxYen: number;
  readonly revenueItem: string;
  readonly segment: Segment;
  /** 会計年度 to whose books it belongs (2026 = 令和8年度). */
  readonly fiscalYear: number;
  /** JST day on which it was entered. */
  readonly bookedOn: string;
  /** When the money moved. */
  readonly occurredAt: Date;
  /** A payment method, or how it was given back. */
  readonly method: string;
  readonly channel: 'online' | 'counter';
  readonly provider: string;
  readonly procedureId: string | null;
  readonly tillSessionId: string | null;
}

/** As it is kept: in the order in which it was entered. */
export interface BookedEntry extends LedgerEntry {
  readonly seq: number;
}
