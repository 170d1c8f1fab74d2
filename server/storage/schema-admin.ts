import type { ColumnKit } from './column-kit.ts';
import { countTables } from './schema-counts.ts';
import { inventoryTables } from './schema-inventory.ts';
import { settingTables } from './schema-settings.ts';
import { trialTables } from './schema-trials.ts';
import { stateTables } from './schema-version-states.ts';
import { versionTables } from './schema-versions.ts';

/** What admins write: versions of procedures, the town's own files, the inventory; and what is counted of forms. */
export function adminTables(kit: ColumnKit) {
  return {
    ...versionTables(kit),
    ...stateTables(kit),
    ...settingTables(kit),
    ...trialTables(kit),
    ...inventoryTables(kit),
    ...countTables(kit),
  };
}
