/** What staff write for each other; residents never see it. Sealed in storage. */
interface StaffNote {
  readonly id: string;
  readonly applicationId: string;
  readonly staffId: string;
  readonly at: Date;
  readonly text: string;
}

export interface StaffNoteStore {
  /** With its audit entry, in one commit; the entry does not say what was written. */
  add(note: StaffNote, actor: string): Promise<void>;
  /** The oldest first. */
  list(applicationId: string): Promise<readonly StaffNote[]>;
}
