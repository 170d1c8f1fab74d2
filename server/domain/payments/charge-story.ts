import type { BookedEntry } from '../books/ledger-entry.ts';
import type { TillEntry } from '../till/till-session.ts';
import type { Charge } from './payment.ts';

/** Whose charges somebody may see: those of these procedures, and bills or not. */
export interface ChargeScope {
  readonly procedureIds: readonly string[] | 'all';
  readonly bills: boolean;
}

/** What finance looks for. Empty parts say nothing; at least one of them says something. */
export interface ChargeQuery {
  /** 受付番号, 納付番号, 領収書番号, or what a payment company calls a payment, refund or dispute. */
  readonly text: string;
  readonly yen: number | null;
  /** JST day on which it came up or was paid. */
  readonly day: string;
}

/** Why somebody has to look at a charge: its company is silent, or told something that does not fit. */
export type ChargeDoubt = 'unknown' | 'refused';

export interface FoundCharge {
  readonly charge: Charge;
  /** 受付番号 or 納付番号. */
  readonly number: string;
  /** null for a bill. */
  readonly procedureId: string | null;
  readonly doubt: ChargeDoubt | null;
}

/** A mail of the case, without its text and address. */
export interface SentMail {
  readonly subject: string;
  readonly at: Date;
  readonly sent: boolean;
}

export interface ChargeStoryStore {
  /** The latest first. */
  search(query: ChargeQuery, scope: ChargeScope, limit: number): Promise<readonly FoundCharge[]>;
  /**
   * What nobody knows the truth of: charges in doubt, and those of which a company told something
   * after that moment that does not fit and that was not followed by money.
   */
  doubtful(since: Date, scope: ChargeScope, limit: number): Promise<readonly FoundCharge[]>;
  /** Lines of the books, in their order. */
  entries(chargeId: string): Promise<readonly BookedEntry[]>;
  tillEntries(chargeId: string): Promise<readonly TillEntry[]>;
  mails(applicationId: string): Promise<readonly SentMail[]>;
}
