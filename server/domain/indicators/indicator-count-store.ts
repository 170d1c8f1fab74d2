import type { CountKey, IndicatorCount, Measure } from './indicator-count.ts';

/** A sum that was not what the records say, before it was mended. */
export interface CountDifference extends CountKey {
  readonly stood: number;
  readonly counted: number;
}

export interface MonthRecount {
  readonly compared: number;
  readonly differences: readonly CountDifference[];
}

export interface Recount extends MonthRecount {
  readonly id: string;
  readonly at: Date;
}

/**
 * Sums for pages of figures, kept up behind what happens: nothing is written for them when something
 * is sent. Every method is one whole atomic operation.
 */
export interface IndicatorCountStore {
  /** Is there anything, and is it whole? */
  isFilled(): Promise<boolean>;
  /** From now on the log is followed; what was before is for `recount`. Done twice, nothing changes. */
  begin(now: Date): Promise<void>;
  filled(): Promise<void>;
  /** A portion of the log, and the forms that were begun. @returns whether the end was reached */
  follow(now: Date, limit: number): Promise<boolean>;
  /** JST months in which there is anything to count, oldest first. */
  months(now: Date): Promise<readonly string[]>;
  /**
   * Compares the sums of a month with the records and mends them.
   * @param patient false: nobody writes meanwhile, however long it takes
   * @returns undefined when something happened meanwhile that is not in the sums yet
   */
  recount(month: string, patient: boolean): Promise<MonthRecount | undefined>;
  note(recount: Recount): Promise<void>;
  lastRecount(): Promise<Recount | undefined>;
  /**
   * One small question: changes with everything that could move a figure, and with much that
   * doesn't.
   */
  position(): Promise<string>;
  /** Changes whenever a sum does, a figure is entered, or an entry of the inventory changes. */
  mark(): Promise<string>;
  /** Sums of those months (both included), by measure, `open` and whole put together. */
  sums(
    from: string,
    to: string,
    measures: readonly Measure[],
  ): Promise<readonly Omit<IndicatorCount, 'slice'>[]>;
  /** What adds up to figures of years: received and issued of all months, and of them by card. */
  flows(): Promise<readonly Flow[]>;
  /** How figures that stand for a moment stood in that month: the last one that was said counts. */
  stand(month: string, values: ReadonlyMap<string, number>): Promise<void>;
  /** Indicator → fiscal year → how it stood at the end of what is known of it. */
  stood(): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>>;
}

/** A sum over all languages. */
export interface Flow {
  readonly month: string;
  readonly measure: Measure;
  readonly procedureId: string;
  readonly channel: string;
  /** `''` or `BY_CARD`. */
  readonly slice: string;
  readonly count: number;
}
