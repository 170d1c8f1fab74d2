import type { FormCount, FormMeasure } from './form-count.ts';

/** Counts of some months, added up. */
export interface FormSums {
  of(measure: FormMeasure, key: string, slice?: string): number;
  /** Key or slice (behind its `name:`) → count. */
  keys(measure: FormMeasure): ReadonlyMap<string, number>;
  slices(measure: FormMeasure, key: string, name: string): ReadonlyMap<string, number>;
  /** … of all keys together. */
  slicesOfAll(measure: FormMeasure, name: string): ReadonlyMap<string, number>;
}

export function formSums(counts: readonly FormCount[]): FormSums {
  const all = new Map<string, number>();
  const id = (...parts: string[]) => JSON.stringify(parts);
  for (const { measure, key, slice, count } of counts) {
    const at = id(measure, key, slice);
    all.set(at, (all.get(at) ?? 0) + count);
  }
  const entries = [...all].map(([at, count]) => ({ at: JSON.parse(at) as string[], count }));
  const slices = (name: string, isOf: (at: readonly string[]) => boolean) => {
    const found = new Map<string, number>();
    for (const { at, count } of entries) {
      const slice = at[2] ?? '';
      if (!slice.startsWith(`${name}:`) || !isOf(at)) continue;
      const one = slice.slice(name.length + 1);
      found.set(one, (found.get(one) ?? 0) + count);
    }
    return found;
  };
  return {
    of: (measure, key, slice = '') => all.get(id(measure, key, slice)) ?? 0,
    keys: (measure) =>
      new Map(
        entries
          .filter(({ at }) => at[0] === measure && at[2] === '')
          .map(({ at, count }) => [at[1] as string, count]),
      ),
    slices: (measure, key, name) => slices(name, (at) => at[0] === measure && at[1] === key),
    slicesOfAll: (measure, name) => slices(name, (at) => at[0] === measure),
  };
}
