/** One page of the form, in the order of the definition; the last is `check`. */
export interface PageUnderstanding {
  readonly page: string;
  readonly reached: number;
  readonly passed: number;
  /** Of those that reached it, how many went on at the counter from there. */
  readonly atCounter: number;
  /** … how many neither passed nor did that. */
  readonly gaveUp: number;
  /** … as a share, 0 to 1; null: nobody reached it. */
  readonly dropOff: number | null;
  /** Times it came back with errors. */
  readonly refused: number;
  /** … for each time that it was passed; null: nobody passed. */
  readonly refusedPerPass: number | null;
  readonly medianSeconds: number | undefined;
  readonly left: number;
}

export interface FieldTrouble {
  readonly page: string;
  readonly field: string;
  readonly code: string;
  /** Times that it was told. */
  readonly count: number;
  /** … for each time that the page was passed; null: nobody passed. */
  readonly perPass: number | null;
  /** Whoever the page came back to over that question, and who never answered it well. */
  readonly gaveUp: number;
  /** … of all who reached the page, 0 to 1; null: nobody reached it. */
  readonly dropOff: number | null;
}

export interface GroupUnderstanding {
  readonly key: string;
  /** Both by how the form was begun. */
  readonly started: number;
  readonly sent: number;
  /** Went on at the counter: neither sent here nor given up. */
  readonly atCounter: number;
}

interface ReturnTrouble {
  /** `fields.<id>` or `attachments.<key>`. */
  readonly about: string;
  readonly reason: string;
  readonly count: number;
}

export interface Understanding {
  readonly started: number;
  readonly sent: number;
  /** Went on at the counter: neither sent online nor given up. */
  readonly atCounter: number;
  readonly pages: readonly PageUnderstanding[];
  /** Most frequent first. */
  readonly fields: readonly FieldTrouble[];
  readonly locales: readonly GroupUnderstanding[];
  readonly devices: readonly GroupUnderstanding[];
  readonly sources: readonly GroupUnderstanding[];
  readonly returns: readonly ReturnTrouble[];
  /** Half of those who sent it needed at most so long on all pages together, seconds. */
  readonly medianSeconds: number | undefined;
}

/** The step of documents between the pages and "check your answers", as it is counted. */
export const ATTACHMENTS_PAGE = 'attachments';

/** The page "check your answers", as it is counted. */
export const CHECK_PAGE = 'check';
