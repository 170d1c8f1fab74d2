import type { InventoryEntry } from './inventory-procedure.ts';

/** A form that can be sent online today, and as what the plan's indicator counts it. */
interface OnlineForm {
  readonly id: string;
  readonly countsAs: readonly string[];
}

/** Forms that the inventory counts as another number than the indicator does. */
export interface CountedOtherwise {
  /** Ids of forms. */
  readonly forms: readonly string[];
  readonly entries: number;
  /** As the indicator counts. */
  readonly counted: number;
}

interface Cluster {
  readonly forms: Set<string>;
  readonly entries: Set<string>;
  readonly codes: Set<string>;
}

/** Where two name one form, code or entry, they are one. */
function joined(clusters: readonly Cluster[], next: Cluster): Cluster[] {
  const meets = (one: Cluster) =>
    (['forms', 'entries', 'codes'] as const).some((key) =>
      [...one[key]].some((name) => next[key].has(name)),
    );
  const own = [...clusters.filter(meets), next];
  const all = (key: keyof Cluster) => new Set(own.flatMap((one) => [...one[key]]));
  const rest = clusters.filter((one) => !meets(one));
  return [...rest, { forms: all('forms'), entries: all('entries'), codes: all('codes') }];
}

/**
 * Why 「ここでオンライン」 and the plan's indicator are different numbers: one counts entries of the
 * inventory, the other what the forms say that they count as. Their differences add up to the whole.
 */
export function countedOtherwise(
  entries: readonly InventoryEntry[],
  forms: readonly OnlineForm[],
): readonly CountedOtherwise[] {
  const clusters = forms
    .map(({ id, countsAs }): Cluster => {
      const own = entries.filter(({ procedureIds }) => procedureIds.includes(id));
      return {
        forms: new Set([id]),
        entries: new Set(own.map((one) => one.id)),
        codes: new Set(countsAs),
      };
    })
    .reduce(joined, []);
  return clusters
    .filter((one) => one.entries.size !== one.codes.size)
    .map((one) => ({
      forms: [...one.forms],
      entries: one.entries.size,
      counted: one.codes.size,
    }));
}
