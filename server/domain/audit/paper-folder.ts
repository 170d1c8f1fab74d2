/** A folder of plain texts that are printed and kept: once written, a paper is not changed. */
export interface PaperFolder {
  /** Names without their ending, oldest first. */
  list(): Promise<readonly string[]>;
  read(name: string): Promise<string | undefined>;
  /** @returns false when a paper of that name is there already; it stays as it is */
  add(name: string, text: string): Promise<boolean>;
}
