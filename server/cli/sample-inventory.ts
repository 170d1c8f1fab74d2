import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesOf, inventoryDifferences } from '../domain/inventory/inventory-differences.ts';
import { inventoryText, readInventoryCsv } from '../domain/inventory/read-inventory-csv.ts';
import { inventoryKnown } from '../routes/admin/inventory-known.ts';
import type { Services } from '../services.ts';

/** 棚卸し of 見本市, as it lies in its folder; once. @throws when the file can't be read */
export async function seedSampleInventory(services: Services): Promise<void> {
  const { stores, clock, config } = services;
  const path = join(config.proceduresDir, 'inventory.csv');
  if (!existsSync(path) || (await stores.inventory.list()).length > 0) return;
  const file = readInventoryCsv(inventoryText(readFileSync(path)), inventoryKnown(services));
  if ('refused' in file) throw new Error(`inventory.csv: ${file.refused}`);
  const lines = new Set(file.problems.map(({ line }) => line));
  if (lines.size > 0) throw new Error(`inventory.csv: line ${[...lines].join(', ')}`);
  const changes = changesOf(inventoryDifferences([], file.rows));
  const by = { actor: 'system' as const, at: clock.now() };
  await stores.inventory.apply({ changes, removed: [], from: 'sample' }, by);
}
