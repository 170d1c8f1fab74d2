import { CHANNEL_COLUMNS, COLUMN_KEYS, columnName } from './inventory-columns.ts';
import type { InventoryEntry } from './inventory-procedure.ts';

export const INVENTORY_HEADINGS: readonly string[] = COLUMN_KEYS.map(columnName);

/** A line for each fiscal year with a volume, as `readInventoryCsv` reads them. */
export function inventoryLines(
  entries: readonly InventoryEntry[],
  sectionName: (section: string) => string,
): string[][] {
  return entries.flatMap((entry) => {
    const years = [...new Set(entry.volumes.map(({ fiscalYear }) => fiscalYear))];
    const about = [
      ...[entry.code, entry.name, sectionName(entry.section), entry.legalBasis],
      ...[entry.lists.join(' '), entry.procedureIds.join(' ')],
      ...[entry.onlineElsewhere, entry.notOnlineReason],
    ];
    if (years.length === 0) return [[...about, '', '', '', '', '']];
    return years.map((year) => {
      const count = (channel: string) =>
        entry.volumes.find((one) => one.fiscalYear === year && one.channel === channel)?.count;
      return [...about, String(year), ...CHANNEL_COLUMNS.map((one) => String(count(one) ?? ''))];
    });
  });
}
