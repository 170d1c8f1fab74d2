import type { AuditEntry } from '../audit/audit-store.ts';
import type { DefinitionSources } from '../procedures/procedure.ts';
import type { Version, VersionEdit, VersionEvent, VersionHead, VersionState } from './version.ts';

/** Of an edit that was made on an older revision: somebody else, or another tab, was quicker. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'conflict'; readonly current: VersionHead }
  | { readonly kind: 'not_a_draft'; readonly current: VersionHead }
  | { readonly kind: 'nothing_to_undo' };

export interface NewVersion
  extends Omit<
    Version,
    'number' | 'state' | 'revision' | 'hash' | 'reviewedBy' | 'publishAt' | 'publishedAt'
  > {}

export type VersionAudit = Omit<AuditEntry, 'seq' | 'hash'>;

/** One step of a version's life: state, event and audit entry are one commit. */
export interface VersionStep {
  readonly id: string;
  /** Refused when it is in another state by now. */
  readonly from: VersionState;
  readonly to: VersionState;
  /** Refused when it was changed since: what somebody has looked at is what goes on. */
  readonly revision?: number;
  readonly event: VersionEvent;
  readonly audit: VersionAudit;
  readonly reviewedBy?: string;
  /** What is new in it, as it is called from now on. */
  readonly note?: string;
  /** null takes a planned moment back. */
  readonly publishAt?: Date | null;
}

/** Versions of procedures. Each method is one whole commit. */
export interface VersionStore {
  /**
   * Numbered behind the procedure's others.
   * @param event what it begins with; without one `begun`, with what it was begun from
   */
  begin(version: NewVersion, audit: VersionAudit, event?: VersionEvent): Promise<Version>;
  find(id: string): Promise<Version | undefined>;
  /** Newest first; of all procedures without an id. */
  list(filter?: {
    readonly procedureId?: string;
    readonly states?: readonly VersionState[];
  }): Promise<readonly VersionHead[]>;
  /**
   * New content of a draft, and how to undo it.
   * @param base the revision that the change was made on
   */
  saveEdit(edit: {
    readonly id: string;
    readonly base: number;
    readonly files: DefinitionSources;
    readonly title: string;
    readonly section: string;
    readonly what: string;
    readonly by: string;
    readonly at: Date;
  }): Promise<SaveOutcome>;
  /** The last edit that was not undone is undone; the undoing is no edit of its own. */
  undo(id: string, base: number, by: string, at: Date): Promise<SaveOutcome>;
  /** Newest first, at most so many. */
  edits(id: string, most: number): Promise<readonly VersionEdit[]>;
  /** Logins of everybody whose edits are in it. */
  editors(id: string): Promise<readonly string[]>;
  /** @returns false when it is not in that state (or revision) any more; then nothing was written */
  step(step: VersionStep): Promise<boolean>;
  /**
   * Published: the version before it is superseded, `definition_versions` remembers the sources under
   * the hash, the town's revision goes up; edits are let go of.
   */
  publish(
    step: VersionStep & { readonly hash: string; readonly sources: DefinitionSources },
  ): Promise<boolean>;
  /**
   * A procedure of the folder leaves the site: what it was stands here as archived from the start, so
   * that it can be restored, and the town's revision goes up.
   * @returns undefined when a version of it was published or archived here; then nothing was written
   */
  retire(
    version: NewVersion & { readonly hash: string; readonly sources: DefinitionSources },
    event: VersionEvent,
    audit: VersionAudit,
  ): Promise<Version | undefined>;
  events(id: string): Promise<readonly VersionEvent[]>;
  /** Procedures that were taken off the site: one of their versions is archived, none published. */
  withdrawn(): Promise<readonly string[]>;
  /** Scheduled ones whose moment has come. */
  due(now: Date): Promise<readonly Version[]>;
  /** Goes up with everything published: other processes look at it. */
  townRevision(): Promise<number>;
}
