/** Why a till takes or gives no money. Nothing was written. */
export type TillRefusal =
  /** Nobody has opened it, or it has been counted. */
  | 'till_closed'
  /** Opened on an earlier day, and to be counted first. */
  | 'till_overnight'
  | 'too_little'
  | 'too_much'
  | 'slip_missing'
  /** Another payment of this day at this till has that slip. */
  | 'slip_known'
  | 'paid'
  /** Withdrawn, decided or gone: it is not owed any more. */
  | 'not_owed'
  /** Not paid in time. */
  | 'expired'
  /** A konbini slip is out. */
  | 'slip_out'
  /** The payer has an account to transfer it to. */
  | 'transfer_out'
  /** The payment company gives no answer, or one that fits not. */
  | 'in_doubt'
  /** Local taxes: paid at the national site only. */
  | 'el_qr'
  /** The amount on the bill holds no longer. */
  | 'bill_over'
  /** Undone, mended or of another day. */
  | 'not_mendable'
  /** So much goes back only when a second person has approved it. */
  | 'needs_approval'
  /** There is not so much in the drawer. */
  | 'drawer_short';

/** Takes the whole write back. */
export class TillRefused extends Error {
  readonly why: TillRefusal;
  constructor(why: TillRefusal) {
    super(why);
    this.name = 'TillRefused';
    this.why = why;
  }
}
