import type { StaffActor } from '../cases/case.ts';
import type { StaffRole } from '../staff/roles.ts';
import type { InboxEntry } from './inbox-entry.ts';
import type { Queue } from './queue.ts';
import type { SearchTerm } from './search-terms.ts';

/** A row of a list. */
export interface InboxRow extends Omit<InboxEntry, 'terms' | 'marks'> {
  /** 支援措置: `applicant` is empty, whoever asks; see `applicants`. */
  readonly isProtected: boolean;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  /** Last message of the resident that nobody has read. */
  readonly unreadAt: Date | null;
}

/** Where a page ended: the next one begins behind it. */
export interface InboxPosition {
  /** Due day, or moment of submission in milliseconds in a list of the newest. */
  readonly at: string;
  readonly applicationId: string;
}

export interface InboxQuery {
  readonly sections: readonly string[];
  /** `closed` stands alone: it is ordered by the newest, the others by the next due. */
  readonly queues: readonly Queue[];
  readonly procedureId?: string;
  readonly locale?: string;
  /** Staff id; 'none' = nobody's, 'any' = somebody's. */
  readonly assignee?: string;
  /** JST days, inclusive. */
  readonly dueFrom?: string;
  readonly dueTo?: string;
  readonly after?: InboxPosition;
  readonly limit: number;
}

export interface InboxPage {
  readonly rows: readonly InboxRow[];
  readonly next: InboxPosition | null;
}

export interface InboxChange {
  /** Sequence numbers of the audit log: read behind the one, up to the other. */
  readonly from: number;
  readonly upTo: number;
  readonly applicationIds: readonly string[];
  /** Nothing lies behind it. */
  readonly isEnd: boolean;
}

/** Somebody who can be given cases of a section. */
export interface CaseWorker {
  readonly id: string;
  readonly name: string;
  readonly section: string;
}

/** Every method is one whole atomic operation. */
export interface InboxStore {
  /** What the audit log says has changed since it was followed last. */
  changes(limit: number): Promise<InboxChange>;
  /**
   * Rows and their search keys as they are now, and how far the log was followed, in one commit.
   * Ids without an entry go. @returns false when somebody else followed it meanwhile (nothing is written)
   */
  follow(change: InboxChange, entries: readonly InboxEntry[]): Promise<boolean>;
  /** Rows as they are now, wherever the log was followed to: for making them anew. */
  put(entries: readonly InboxEntry[]): Promise<void>;
  /** Ids of applications behind that one, in order: for making all rows anew. */
  applicationIds(after: string, limit: number): Promise<readonly string[]>;
  /** Sequence number of the last entry of the audit log. */
  logEnd(): Promise<number>;
  /** All rows are as of that entry at least; rows without an application go. */
  rebuilt(upTo: number): Promise<void>;
  find(applicationId: string): Promise<InboxRow | undefined>;
  findByNumber(number: string): Promise<InboxRow | undefined>;
  findMany(applicationIds: readonly string[]): Promise<readonly InboxRow[]>;
  /** Names in those rows, also of protected persons: only for whoever may read the cases. */
  applicants(applicationIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  list(query: InboxQuery): Promise<InboxPage>;
  /** Cases in each list of those sections but the closed ones, up to `atMost` for each. */
  counts(sections: readonly string[], atMost: number): Promise<ReadonlyMap<Queue, number>>;
  /** Cases of those sections with any of the terms, the newest first; `isMore` when the first `among` are not all. */
  search(query: {
    readonly sections: readonly string[];
    readonly terms: readonly SearchTerm[];
    readonly limit: number;
    readonly offset: number;
    readonly among: number;
    /** Staff id: protected persons are found by those who may read them only; absent = by nobody. */
    readonly reader?: string;
  }): Promise<{
    readonly rows: readonly InboxRow[];
    readonly found: number;
    readonly isMore: boolean;
  }>;
  /** Who may be given cases of those sections on that JST day: by one of these roles. */
  workers(
    sections: readonly string[],
    day: string,
    roles: readonly StaffRole[],
  ): Promise<readonly CaseWorker[]>;
  /**
   * Gives cases to somebody, or to nobody (null), with an audit entry for each; closed and unknown
   * ones stay, and so do protected ones that the person must not read.
   */
  assign(change: {
    readonly applicationIds: readonly string[];
    readonly staffId: string | null;
    readonly by: StaffActor;
    readonly at: Date;
  }): Promise<readonly string[]>;
}
