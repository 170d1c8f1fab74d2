import type { Library } from '../procedures/procedure.ts';
import { type RevenueItem, UNASSIGNED } from './revenue-item.ts';

/** Which revenue item a line of a charge belongs to. */
export interface RevenueBook {
  readonly items: ReadonlyMap<string, RevenueItem>;
  /**
   * @param procedureId null for a bill, whose lines name their item themselves
   * @param lineItem `item` of the charge's line: a fee line of the definition, or a revenue item
   */
  itemOf(procedureId: string | null, lineItem: string): string;
}

/** By the definitions as they are now: a line of an older version keeps its name. */
export function revenueBook({
  procedures,
  town,
}: Pick<Library, 'procedures' | 'town'>): RevenueBook {
  const items = town.revenueItems;
  return {
    items,
    itemOf(procedureId, lineItem) {
      if (procedureId === null) return items.has(lineItem) ? lineItem : UNASSIGNED;
      const fee = procedures.get(procedureId)?.fee;
      const line = fee?.lines.find(({ item }) => item === lineItem);
      return line?.revenueItem ?? fee?.revenueItem ?? UNASSIGNED;
    },
  };
}
