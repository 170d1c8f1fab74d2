/** What the check of the books can find. */
export type FindingRule =
  | 'charge_state' // a charge shows something else than its events say
  | 'taking_differs' // money that came is not in the books, or with another amount
  | 'taking_unknown' // the books have money that nothing says came
  | 'refund_state' // a refund shows something else than its events say
  | 'refund_differs' // given back, and not in the books so; or the other way round
  | 'refund_beyond' // more was given back than came
  | 'dispute_differs'
  | 'entry_unknown_cause' // an entry names no payment, refund or dispute of its charge
  | 'entry_without_charge' // the books hold more than the entries of all charges
  | 'entry_number_missing'
  | 'revenue_item_unknown'
  | 'bill_state' // paid here, and its bill is still open
  | 'receipt_number_missing'
  | 'receipt_beyond' // a receipt for more than came
  | 'till_differs' // what a till took is not what the books have of it
  | 'till_expected' // the count was compared with a wrong sum
  | 'till_unexplained'
  | 'payout_differs' // a line of a payout does not fit our books
  | 'payout_sum' // a payout is not the sum of its lines
  | 'not_paid_out' // taken long ago, and in no payout
  | 'closing_changed'; // a closed period is not what it was

/** One thing that does not add up; `rule` and `subject` tell it from all others. */
export interface Finding {
  readonly rule: FindingRule;
  /** Id of the charge, period, payout line … that it is about. */
  readonly subject: string;
  /** Ids, days and amounts only. */
  readonly detail: Readonly<Record<string, string | number>>;
}

/** open: somebody has to look. explained: finance has said why, and it is still there. gone: it is no more. */
type FindingState = 'open' | 'explained' | 'gone';

export interface StoredFinding extends Finding {
  readonly id: string;
  /** JST day of the check that found it. */
  readonly foundOn: string;
  readonly state: FindingState;
  /** `staff:<login>` who explained it, `system` when it went. */
  readonly settledBy: string | null;
  readonly settledAt: Date | null;
  /** What finance wrote about it. */
  readonly note: string | null;
}

export interface FindingStore {
  /**
   * What a check has found: new ones are kept, known ones stay as they are, and what is not found
   * any more is gone. One that was explained and now says something else is open again.
   * @returns how many are open now
   */
  record(found: readonly Finding[], day: string, at: Date): Promise<number>;
  /** Open ones first, then explained ones, then those that went; newest first. */
  list(limit: number): Promise<readonly StoredFinding[]>;
  openCount(): Promise<number>;
  /** With the audit entry. @returns false when it is not open (any more) */
  explain(
    id: string,
    note: string,
    by: { readonly actor: string; readonly at: Date },
  ): Promise<boolean>;
  /** JST day of the newest check; undefined: there was none. */
  lastCheck(): Promise<string | undefined>;
}
