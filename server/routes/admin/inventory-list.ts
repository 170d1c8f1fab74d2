import { inventoryPart, volumesOf } from '../../domain/inventory/inventory-shares.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { Services } from '../../services.ts';
import { number } from './figure-texts.ts';
import {
  type InventoryFilter,
  type InventoryScene,
  inventoryRows,
  isFiltered,
  wantedEntries,
} from './inventory-rows.ts';

/** As many as a phone scrolls through without losing the place. */
const ON_A_PAGE = 20;

export interface InventoryQuery extends InventoryFilter {
  readonly year: string;
  /** As the address says it. */
  readonly page: string;
}

/** The same list at another page; the address says everything. */
function pageHref({ page: _, ...asked }: InventoryQuery, page: number): string {
  const query = Object.entries(asked).filter(([, value]) => value !== '');
  const all = [...query, ...(page > 1 ? [['page', String(page)] as const] : [])];
  return `${adminPaths.inventory(new URLSearchParams(all as [string, string][]).toString())}#list`;
}

/** The procedures that were asked for, twenty at a time, and what they are together. */
export function inventoryList(services: Services, scene: InventoryScene, query: InventoryQuery) {
  const { entries, year, here } = scene;
  const volumes = volumesOf(entries, year, here);
  const wanted = wantedEntries(services, scene, query);
  const pages = Math.max(1, Math.ceil(wanted.length / ON_A_PAGE));
  const asked = /^[1-9]\d{0,3}$/.test(query.page) ? Number(query.page) : 1;
  const page = Math.min(asked, pages);
  const from = (page - 1) * ON_A_PAGE;
  const shown = wanted.slice(from, from + ON_A_PAGE);
  const part = inventoryPart(wanted, volumes, here);
  return {
    isFiltered: isFiltered(query),
    rows: inventoryRows(services, { ...scene, volumes }, shown),
    part: {
      all: number(part.all),
      online: number(part.online),
      volume: number(part.volume.total),
      canBeDone: part.canBeDone === null ? '–' : `${part.canBeDone}%`,
    },
    range: { from: number(from + 1), to: number(from + shown.length) },
    pager: {
      page,
      pages,
      before: page > 1 ? pageHref(query, page - 1) : undefined,
      next: page < pages ? pageHref(query, page + 1) : undefined,
    },
  };
}
