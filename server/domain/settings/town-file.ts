import type { AuditEntry } from '../audit/audit-store.ts';

/** One of the town's own files as it was changed here: `municipality.yaml`, `catalogues/….csv` … */
export interface TownFile {
  /** As in the procedures folder, with `/`. */
  readonly path: string;
  /** 1, 2, 3 … within the path. */
  readonly number: number;
  readonly content: string;
  /** In words, what was changed. */
  readonly note: string;
  readonly by: string;
  /** Of what waits: everybody who has a hand in it, `by` among them. */
  readonly authors: readonly string[];
  readonly at: Date;
}

type TownFileHead = Omit<TownFile, 'content' | 'authors'>;

/** As it is put in: whose hand is in it is found by the store. */
type NewTownFile = Omit<TownFile, 'number' | 'authors'>;

/** Town files that stand instead of (or beside) those of the folder. Each method is one commit. */
export interface TownFileStore {
  /** The newest of every path. */
  published(): Promise<readonly TownFile[]>;
  /** Newest first. */
  history(path: string): Promise<readonly TownFileHead[]>;
  find(path: string, number: number): Promise<TownFile | undefined>;
  /** What somebody has put together and nobody has published yet: one of a path, the newer one stays. */
  propose(file: NewTownFile): Promise<void>;
  proposed(path: string): Promise<TownFile | undefined>;
  /** All paths of which something waits. */
  proposals(): Promise<readonly TownFileHead[]>;
  withdraw(path: string): Promise<void>;
  /**
   * Puts it before the others of its path, what was proposed goes; the town's revision goes up.
   * @param base number of the newest that the change was made on, 0 = the folder's own
   * @returns false when somebody else was quicker
   */
  publish(
    file: NewTownFile,
    base: number,
    audit: Omit<AuditEntry, 'seq' | 'hash'>,
  ): Promise<boolean>;
  /**
   * All of what waits in these paths, or nothing of it: one commit for what belongs together.
   * @returns false when one of them has another base, or is proposed otherwise by now
   */
  publishTogether(changes: readonly TownFileChange[]): Promise<boolean>;
}

export interface TownFileChange {
  readonly file: NewTownFile;
  readonly base: number;
  readonly audit: Omit<AuditEntry, 'seq' | 'hash'>;
}
