import type { StaffActor } from './case.ts';

/** Ways of looking into a case. Each is an entry of the log under that name. */
export type ViewAction =
  | 'case.viewed'
  | 'decision.seen'
  | 'case.file_opened'
  | 'case.printed'
  | 'case.sealed_fetched'
  | 'case.individual_numbers_asked'
  /** A protected case that did not open to them. */
  | 'access.kept_back';

/** When somebody last looked at a case in that way. */
export interface CaseView {
  readonly staffId: string;
  readonly action: ViewAction;
  readonly at: Date;
}

/**
 * Who has looked at a case. The audit log says it for ever and for every time; that one has no index
 * by case, so the last time of each member of staff is kept beside the case, too.
 */
export interface CaseViewLog {
  /** Both in one commit, before anything of the case is shown. */
  note(view: {
    readonly applicationId: string;
    readonly staffId: string;
    readonly actor: StaffActor;
    readonly action: ViewAction;
    readonly at: Date;
    /** Ids only. */
    readonly detail?: Readonly<Record<string, string>>;
  }): Promise<void>;
  /** The latest first. */
  list(applicationId: string): Promise<readonly CaseView[]>;
}
