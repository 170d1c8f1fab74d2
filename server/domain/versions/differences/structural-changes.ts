/** What YAML can hold, once read. */
export type Data =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Data[]
  | { readonly [key: string]: Data };

export type DataMap = { readonly [key: string]: Data };

/** One thing that is another one now. Entries of lists are named by their id, never by their number. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly path: readonly string[];
  readonly before?: Data;
  readonly after?: Data;
}

export const isMap = (data: Data): data is DataMap =>
  typeof data === 'object' && data !== null && !Array.isArray(data);

const isList = (data: Data): data is readonly Data[] => Array.isArray(data);

/** What tells entries of a list apart: pages by `id`, lines of a fee by `item`. */
function keyOf(entry: Data): string | undefined {
  if (!isMap(entry)) return undefined;
  const key = entry['id'] ?? entry['item'];
  return typeof key === 'string' ? key : undefined;
}

/** A list whose entries all have a name of their own, as a map in that order. */
function keyed(list: readonly Data[]): DataMap | undefined {
  const entries = list.map((entry) => [keyOf(entry), entry] as const);
  const keys = new Set(entries.map(([key]) => key));
  if (keys.has(undefined) || keys.size !== list.length) return undefined;
  return Object.fromEntries(entries) as DataMap;
}

export function asMap(data: Data): DataMap | undefined {
  if (isMap(data)) return data;
  return isList(data) && data.length > 0 ? keyed(data) : undefined;
}

export function isSame(one: Data, other: Data): boolean {
  if (one === other) return true;
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((entry, at) => isSame(entry, other[at]));
  }
  if (!isMap(one) || !isMap(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(one[key], other[key]));
}

/** Where the order is what residents see. */
const IN_ORDER = new Set(['pages', 'fields', 'options', 'lines', 'notes', 'attachments']);

/**
 * The fewest entries that have to be lifted out and put elsewhere: all but a longest run that kept
 * its order.
 */
function movedKeys(before: readonly string[], after: readonly string[]): readonly string[] {
  const was = new Map(before.map((key, at) => [key, at]));
  const common = after.filter((key) => was.has(key));
  const lengths: number[] = [];
  const previous: number[] = [];
  common.forEach((key, at) => {
    lengths[at] = 1;
    previous[at] = -1;
    for (let earlier = 0; earlier < at; earlier += 1) {
      const rises = (was.get(common[earlier] as string) ?? 0) < (was.get(key) ?? 0);
      if (!rises || (lengths[earlier] ?? 0) < (lengths[at] ?? 0)) continue;
      lengths[at] = (lengths[earlier] ?? 0) + 1;
      previous[at] = earlier;
    }
  });
  const kept = new Set<string>();
  let at = lengths.indexOf(Math.max(...lengths, 0));
  for (; at >= 0; at = previous[at] ?? -1) kept.add(common[at] as string);
  return common.filter((key) => !kept.has(key));
}

/** Entries of both by their names; the order of a list always counts. */
function changesIn(
  before: DataMap,
  after: DataMap,
  path: readonly string[],
  isOrdered = IN_ORDER.has(path.at(-1) ?? ''),
): readonly Change[] {
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const inside = keys.flatMap((key) => structuralChanges(before[key], after[key], [...path, key]));
  if (!isOrdered) return inside;
  const moved = movedKeys(Object.keys(before), Object.keys(after));
  return [...inside, ...moved.map((key): Change => ({ kind: 'moved', path: [...path, key] }))];
}

/** Everything in which two definitions (or parts of them) differ; an empty list: they say the same. */
export function structuralChanges(
  before: Data,
  after: Data,
  path: readonly string[] = [],
): readonly Change[] {
  if (isSame(before, after)) {
    // The order of a map's keys is no difference to `isSame`.
    const [one, other] = [asMap(before), asMap(after)];
    return one && other ? changesIn(one, other, path) : [];
  }
  if (before === undefined) return [{ kind: 'added', path, after }];
  if (after === undefined) return [{ kind: 'removed', path, before }];
  const [one, other] = [asMap(before), asMap(after)];
  if (one && other && isList(before) === isList(after)) {
    return changesIn(one, other, path, isList(before) || undefined);
  }
  return [{ kind: 'changed', path, before, after }];
}
