/** 文書番号, counted by section and fiscal year. */
export interface DocumentNumberStore {
  /**
   * The number of the case's decision that holds: the one that it has, or the next one of its
   * section, in one commit with the entry in the log.
   * @returns undefined when nothing was decided
   */
  give(wanted: {
    readonly applicationId: string;
    readonly section: string;
    readonly actor: string;
    readonly at: Date;
    /** How the town writes it. */
    text(number: number): string;
  }): Promise<string | undefined>;
}
