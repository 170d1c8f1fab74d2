/** One entry of the hash-chained log: each carries the hash of the one before. */
export interface AuditEntry {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
  readonly hash: string;
}

/** Which entries are wanted; what is left out does not narrow. */
export interface AuditFilter {
  readonly from?: Date;
  /** Exclusive. */
  readonly to?: Date;
  /** `staff:<login>`, `resident`, `system` … */
  readonly actor?: string;
  /** Names of actions; `%` stands for anything. An entry fits one of `any` and none of `none`. */
  readonly actions?: { readonly any: readonly string[]; readonly none: readonly string[] };
  /** Ids that the entry is about, as its subject or named in its detail. */
  readonly about?: readonly string[];
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Go on with entries before this number; null when the beginning of the log is reached. */
  readonly next: number | null;
  /** The page is not full, but so many entries were looked through that it stopped here. */
  readonly stopped: boolean;
}

/** Where the chain stood; as printed every day. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export interface Verification {
  readonly entries: number;
  /** The first entry that does not fit; null = whole. */
  readonly brokenAt: number | null;
}

export interface AuditStore {
  append(entry: Omit<AuditEntry, 'seq' | 'hash'>): Promise<void>;
  /**
   * Walks the chain; names the first entry that does not fit (changed, removed or inserted).
   * @param after a place known to be right: only what came behind it is walked
   */
  verify(after?: AuditHead): Promise<Verification>;
  /** Where the chain ends now; undefined while it is empty. */
  head(): Promise<AuditHead | undefined>;
  /** The entry's own hash as it lies there; undefined when there is no such entry. */
  hashAt(seq: number): Promise<string | undefined>;
  /**
   * A page of entries before that number, newest first. Bounded: see `AuditPage.stopped`.
   * @param lookAt about how many entries are looked through (200,000 take a third of a second)
   */
  page(
    filter: AuditFilter,
    before: number | null,
    limit: number,
    lookAt?: number,
  ): Promise<AuditPage>;
  /** All of them, oldest first, in portions: for files. What comes in meanwhile is left out. */
  portions(filter: AuditFilter): AsyncIterable<readonly AuditEntry[]>;
  /** When each actor last did one of these actions since then. */
  lastTimes(actions: readonly string[], since: Date): Promise<ReadonlyMap<string, Date>>;
  /** Receipt numbers of those ids that are cases still kept. */
  receiptNumbers(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
