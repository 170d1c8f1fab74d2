export type CodePurpose =
  | 'pair_tablet'
  | 'pair_display'
  | 'pair_reader'
  | 'to_counter'
  | 'to_phone';

type TakenCode =
  | { readonly result: 'taken'; readonly content: string; readonly owner: string | null }
  | { readonly result: 'used' | 'expired' | 'unknown' };

/** Codes that are good once and for minutes. Stored are their SHA-256 and a sealed content. */
export interface CounterCodeStore {
  make(code: {
    codeHash: string;
    purpose: CodePurpose;
    /** Whatever the taker needs; sealed. */
    content: string;
    /** A tablet's or sitting's id: its end is the code's end. */
    owner: string | null;
    at: Date;
    expiresAt: Date;
  }): Promise<void>;
  /** Whoever comes first gets it, everybody after that `used`. */
  take(code: { codeHash: string; purpose: CodePurpose; now: Date }): Promise<TakenCode>;
  /** Ends what is still open of that owner, e.g. when a new code takes its place. */
  endOf(owner: string, purpose: CodePurpose): Promise<void>;
  removeExpired(now: Date): Promise<number>;
}
