import { knownProcedure } from '../procedures/known-procedure.ts';
import type { Library } from '../procedures/procedure.ts';
import { type RevenueItem, UNASSIGNED } from './revenue-item.ts';

/** Which revenue item a line of a charge belongs to. */
export interface RevenueBook {
  readonly items: ReadonlyMap<string, RevenueItem>;
  /**
   * @param procedureId null for a bill, whose lines name their item themselves
   * @param line its `item` is a fee line of the definition, or a revenue item; its own comes first
   */
  itemOf(
    procedureId: string | null,
    line: { readonly item: string; readonly revenueItem?: string },
  ): string;
}

/** By the definitions as they are now: a line of an older version keeps its name. */
export function revenueBook(
  library: Pick<Library, 'procedures' | 'retired' | 'town'>,
): RevenueBook {
  return {
    get items() {
      return library.town.revenueItems;
    },
    itemOf(procedureId, { item: lineItem, revenueItem }) {
      const items = library.town.revenueItems;
      if (revenueItem !== undefined && items.has(revenueItem)) return revenueItem;
      if (procedureId === null) return items.has(lineItem) ? lineItem : UNASSIGNED;
      const fee = knownProcedure(library, procedureId)?.fee;
      const line = fee?.lines.find(({ item }) => item === lineItem);
      return line?.revenueItem ?? fee?.revenueItem ?? UNASSIGNED;
    },
  };
}
