/** Figures come from the records by query. Months are JST "YYYY-MM"; days JST dates. */
export interface IndicatorStore {
  /** Received applications (and starts) grouped by JST month, procedure, channel and locale. */
  counts(from: string, to: string): Promise<readonly JourneyCount[]>;
}

export interface JourneyCount {
  readonly month: string;
  readonly procedureId: string;
  readonly channel: string;
  readonly locale: string;
  /** Journeys started in that month. */
  readonly started: number;
  /** Of those started in that month, how many were received (whenever). */
  readonly completed: number;
  /** Applications received in that month. */
  readonly received: number;
}
