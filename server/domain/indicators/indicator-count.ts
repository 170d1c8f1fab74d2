/**
 * A sum that pages of figures are made of. Rows of one measure with the slice `''` add up to the
 * whole; what is not over yet stands in the slice `open`; any other slice is a part of both.
 */
export interface CountKey {
  /** JST month YYYY-MM. */
  readonly month: string;
  readonly measure: Measure;
  /** Procedure; of `issued` the kind of certificate. */
  readonly procedureId: string;
  readonly channel: string;
  readonly locale: string;
  readonly slice: string;
}

export interface IndicatorCount extends CountKey {
  readonly count: number;
}

/**
 * | measure | what | month |
 * |---|---|---|
 * | started | forms that were begun | of their beginning |
 * | completed | those of them that were received, whenever | of their beginning |
 * | received | applications that were received | of their receipt |
 * | issued | copies of certificates handed out at the counter | of handing out |
 */
export const MEASURES = ['started', 'completed', 'received', 'issued'] as const;
export type Measure = (typeof MEASURES)[number];

/** Begun so lately that others may still come in between: counted anew each time. */
export const OPEN = 'open';
/** Received applications whose applicant was identified by My Number Card. */
export const BY_CARD = 'identity:my_number_card';

export function countKey(key: CountKey): string {
  const { month, measure, procedureId, channel, locale, slice } = key;
  return [month, measure, procedureId, channel, locale, slice].join('\n');
}

/** One row for each key; what adds up to nothing is left out. */
export function addUp(counts: Iterable<IndicatorCount>): IndicatorCount[] {
  const sums = new Map<string, IndicatorCount>();
  for (const one of counts) {
    const key = countKey(one);
    sums.set(key, { ...one, count: (sums.get(key)?.count ?? 0) + one.count });
  }
  return [...sums.values()].filter(({ count }) => count !== 0);
}
