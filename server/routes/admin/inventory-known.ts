import type { InventoryKnown } from '../../domain/inventory/read-inventory-csv.ts';
import { knownProcedures } from '../../domain/procedures/known-procedure.ts';
import type { Services } from '../../services.ts';

/** What entries of the inventory may name. */
export function inventoryKnown({ library }: Pick<Services, 'library'>): InventoryKnown {
  const { sections } = library.municipality;
  return {
    sections: new Map(Object.entries(sections).map(([key, { name }]) => [key, name['ja'] ?? key])),
    procedureIds: new Set([
      ...knownProcedures(library).map(({ id }) => id),
      ...library.broken.keys(),
    ]),
  };
}
