import type { IndicatorCount } from './indicator-count.ts';
import type { JourneyCount } from './indicator-store.ts';

/** Started, completed and received of a month, procedure, channel and language in one row. */
export function journeyCounts(
  sums: Iterable<Omit<IndicatorCount, 'slice'>>,
): readonly JourneyCount[] {
  const rows = new Map<string, { -readonly [Key in keyof JourneyCount]: JourneyCount[Key] }>();
  for (const { month, measure, procedureId, channel, locale, count } of sums) {
    if (measure === 'issued') continue;
    const key = `${month}\n${procedureId}\n${channel}\n${locale}`;
    let row = rows.get(key);
    if (row === undefined) {
      row = { month, procedureId, channel, locale, started: 0, completed: 0, received: 0 };
      rows.set(key, row);
    }
    row[measure] += count;
  }
  return [...rows.values()];
}
