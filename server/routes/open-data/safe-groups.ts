import { hiddenInTable } from '../../domain/indicators/hide-cells.ts';
import type { GroupCounts } from '../../domain/indicators/indicators.ts';

export const MEASURES = ['started', 'completed', 'received'] as const;

/** A month of a group; null where the number is hidden. */
export interface SafeMonth {
  readonly month: string;
  readonly started: number | null;
  readonly completed: number | null;
  readonly received: number | null;
}

/** Month × another property: cells under five are hidden, each measure by itself. By the group's key. */
export function safeMonths(
  groups: readonly GroupCounts[],
): ReadonlyMap<string, readonly SafeMonth[]> {
  const hidden = Object.fromEntries(
    MEASURES.map((measure) => [
      measure,
      hiddenInTable(groups.map(({ byMonth }) => byMonth.map((month) => month[measure]))),
    ]),
  );
  return new Map(
    groups.map(({ key, byMonth }, row) => [
      key,
      byMonth.map((month, column) => {
        const shown = (measure: (typeof MEASURES)[number]) =>
          hidden[measure]?.[row]?.[column] ? null : month[measure];
        return {
          month: month.month,
          started: shown('started'),
          completed: shown('completed'),
          received: shown('received'),
        };
      }),
    ]),
  );
}
