import type { ApplicationStatus } from '../applications/application.ts';
import type { HandedCase } from './handed-case.ts';

/** A case without its answers. */
export interface CaseHead {
  readonly id: string;
  readonly number: string;
  readonly procedureId: string;
  readonly status: ApplicationStatus;
  readonly submittedAt: Date;
  readonly receivedAt: Date | null;
  readonly closedAt: Date | null;
}

/** What a system has said that it has. */
export interface Acknowledgement {
  readonly applicationId: string;
  /** See `caseVersion`. */
  readonly version: number;
  readonly at: Date;
  /** The core system's own number for it. */
  readonly reference: string | null;
}

/** One entry of the log that changed a case. */
export interface CaseChange {
  /** Its number in the log: the cursor behind it. */
  readonly seq: number;
  readonly at: Date;
  /** `received`, `returned`, `granted` … as in the timeline; `payment` for its charge. */
  readonly change: string;
  readonly applicationId: string;
}

export interface ChangePage {
  readonly changes: readonly CaseChange[];
  /** Go on behind this number. */
  readonly next: number;
  /** The log goes on behind it. */
  readonly more: boolean;
}

export interface ReceivedBy {
  readonly actor: string;
  readonly at: Date;
  /** False where the log names the cases already, as it does for files. */
  readonly logged: boolean;
}

/** Every method is one whole operation over a bounded number of rows, so that others get their turn. */
export interface HandOverStore {
  /**
   * Received cases from `from` to before `to`, in the order of their receipt, behind `after`.
   * All procedures: whoever asks filters.
   */
  scan(range: {
    readonly from: Date;
    readonly to: Date;
    readonly after?: Pick<CaseHead, 'id' | 'receivedAt'>;
    readonly limit: number;
  }): Promise<readonly CaseHead[]>;
  /** Cases that are not there any more are left out. */
  heads(ids: readonly string[]): Promise<ReadonlyMap<string, CaseHead>>;
  /** In the order of the ids; those that are not there any more are left out. */
  read(ids: readonly string[]): Promise<readonly HandedCase[]>;
  versions(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** @param system id of its token; `export` for files that staff fetched */
  acknowledged(
    system: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Acknowledgement>>;
  /**
   * Remembers what a system has. An older version than the one that is remembered changes nothing;
   * the same again is the same again.
   * @returns what is remembered now, in the order given
   */
  acknowledge(
    system: string,
    received: readonly Pick<Acknowledgement, 'applicationId' | 'version' | 'reference'>[],
    by: ReceivedBy,
  ): Promise<readonly Acknowledgement[]>;
  /** What happened to cases behind that number of the log, oldest first. */
  changes(after: number, limit: number): Promise<ChangePage>;
}
