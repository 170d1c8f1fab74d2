import type { Queue } from './queue.ts';

/** How much waits, for the town's monitoring: numbers only, nothing about anybody. */
interface CaseFigures {
  /** Cases in each list but the closed ones. */
  readonly open: ReadonlyMap<Queue, number>;
  /** Cases that wait for the town and whose day is over. */
  readonly overdue: number;
  /** Mails that a server refused and nobody has dealt with. */
  readonly refusedMails: number;
  readonly unsentMails: number;
  /** When the mail that waits longest was to go out; null when none waits. */
  readonly oldestMailDue: Date | null;
  /** Entries of the log that the lists have not followed yet. */
  readonly logBehind: number;
}

export interface CaseFigureStore {
  /** @param sections all of the town; @param today JST day */
  read(sections: readonly string[], today: string): Promise<CaseFigures>;
}
