import type { AuditEntry } from '../audit/audit-store.ts';
import type { TownFileChange } from './town-file.ts';

export type KeyChangeState = 'asked' | 'confirmed' | 'returned' | 'withdrawn';

/** 封をする鍵: somebody wants a section's key to be another one, and a second person says so too. */
export interface KeyChange {
  readonly section: string;
  /** 1, 2, 3 … within the section. */
  readonly number: number;
  /** The public key; '' takes it away. */
  readonly key: string;
  /** The key that it is to stand instead of; '' where there is none. */
  readonly before: string;
  readonly state: KeyChangeState;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly endedBy?: string;
  readonly endedAt?: Date;
  /** Why it was returned; '' otherwise. */
  readonly reason: string;
}

type NewAudit = Omit<AuditEntry, 'seq' | 'hash'>;

/** How a change ends. */
export interface KeyChangeEnd {
  readonly change: Pick<KeyChange, 'section' | 'number'>;
  readonly state: Exclude<KeyChangeState, 'asked'>;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

/** The town's file with the new key in it, and what somebody has proposed of that file. */
export interface KeyPublication extends TownFileChange {
  /** The proposal as it was read, and as it is with the new key: publishing it must not bring the old one back. */
  readonly proposal?: { readonly content: string; readonly carried: string };
}

/** Each method is one commit. */
export interface KeyChangeStore {
  /** Of all sections, what waits for a second person. */
  waiting(): Promise<readonly KeyChange[]>;
  /** Newest first. */
  history(section: string): Promise<readonly KeyChange[]>;
  /** @returns false when one of the section waits already */
  ask(
    change: Pick<KeyChange, 'section' | 'key' | 'before' | 'askedBy' | 'askedAt'>,
    audit: NewAudit,
  ): Promise<boolean>;
  /** Returned or withdrawn. @returns false when it waits no more */
  end(end: KeyChangeEnd, audit: NewAudit): Promise<boolean>;
  /**
   * The key is in force from now on: its file is published in the same commit.
   * @returns false when it waits no more, or the file or its proposal is another one by now
   */
  confirm(end: KeyChangeEnd, publication: KeyPublication): Promise<boolean>;
}
