import type { FormCount, FormMeasure } from '../domain/understanding/form-count.ts';

/** Adds up what made-up people do, as the counter of real ones does. */
export function formTally(month: string, procedureId: string) {
  const counts = new Map<string, FormCount>();
  return {
    counts,
    add(measure: FormMeasure, key: string, slices: readonly string[]) {
      for (const slice of ['', ...slices]) {
        const id = JSON.stringify([measure, key, slice]);
        const count = (counts.get(id)?.count ?? 0) + 1;
        counts.set(id, { month, procedureId, measure, key, slice, count });
      }
    },
  };
}
