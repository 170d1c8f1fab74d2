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

export interface AuditStore {
  append(entry: Omit<AuditEntry, 'seq' | 'hash'>): Promise<void>;
  /** Walks the chain; names the first entry that does not fit (changed, removed or inserted). */
  verify(): Promise<{ readonly entries: number; readonly brokenAt: number | null }>;
}
