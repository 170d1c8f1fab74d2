/** What somebody tries in the preview, as it is kept for the next page, whichever process shows it. */
interface KeptTrial {
  readonly name: string;
  /** How often it was changed. */
  readonly changes: number;
  /** JSON. Personal if somebody tries their own answers, so it is sealed in storage. */
  readonly content: string;
  readonly until: Date;
}

/** Trials of the preview, few and for hours. Every method is one whole atomic operation. */
export interface TrialStore {
  /** @returns undefined where there is none, or none any more */
  find(name: string, now: Date): Promise<KeptTrial | undefined>;
  /**
   * Keeps it, unless one that was changed as often is kept already. Beyond the most that are kept the
   * oldest ones go.
   * @returns whether it was kept
   */
  put(trial: KeptTrial, now: Date): Promise<boolean>;
  removeExpired(now: Date): Promise<number>;
}

/** More than anybody tries at the same time. */
export const MOST_TRIALS = 200;
