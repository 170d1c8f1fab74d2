import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredFrom } from '../domain/indicators/declaration.ts';
import { changesOf, inventoryDifferences } from '../domain/inventory/inventory-differences.ts';
import { inventoryText, readInventoryCsv } from '../domain/inventory/read-inventory-csv.ts';
import { fiscalYear, todayInTokyo } from '../lib/jst-date.ts';
import { inventoryKnown } from '../routes/admin/inventory-known.ts';
import type { Services } from '../services.ts';

/** People in the smartphone classes of the last two fiscal years: what comes from elsewhere. */
const CLASSES = [198, 152];

/** Figures that somebody has entered; once. */
async function seedTypedFigures({ stores, clock, indicators }: Services): Promise<void> {
  const indicator = declaredFrom(indicators, 'typed')?.id;
  if (indicator === undefined || (await stores.typedFigures.list()).length > 0) return;
  const at = clock.now();
  const now = fiscalYear(todayInTokyo(at));
  for (const [ago, value] of CLASSES.entries()) {
    const about = { id: randomUUID(), indicator, fiscalYear: now - 1 - ago, value, at };
    const by = 'staff:tetsuzuki' as const;
    await stores.typedFigures.add({ ...about, note: '見本：生涯学習課の記録', by });
  }
}

/** 棚卸し of 見本市, as it lies in its folder, and what was typed in; once. @throws when the file can't be read */
export async function seedSampleInventory(services: Services): Promise<void> {
  const { stores, clock, config } = services;
  await seedTypedFigures(services);
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
