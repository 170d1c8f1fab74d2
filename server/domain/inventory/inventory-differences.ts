import type { InventoryColumn } from './inventory-columns.ts';
import type { InventoryEntry } from './inventory-procedure.ts';
import type { InventoryChange } from './inventory-store.ts';
import type { InventoryRow } from './read-inventory-csv.ts';

/** One value that a file would change. */
interface ValueDifference {
  readonly column: InventoryColumn;
  /** Of a volume: its fiscal year. */
  readonly fiscalYear?: number;
  readonly before: string;
  readonly after: string;
}

export interface InventoryDifferences {
  readonly added: readonly InventoryRow[];
  readonly changed: readonly {
    readonly entry: InventoryEntry;
    readonly row: InventoryRow;
    readonly values: readonly ValueDifference[];
  }[];
  readonly same: number;
  /** Entries that the file does not name. */
  readonly missing: readonly InventoryEntry[];
}

const TEXTS = ['name', 'section', 'legalBasis', 'onlineElsewhere', 'notOnlineReason'] as const;
const LISTS = ['lists', 'procedureIds'] as const;

function volumeDifferences(entry: InventoryEntry, row: InventoryRow): ValueDifference[] {
  return row.volumes.flatMap(({ fiscalYear, channel, count }) => {
    const before =
      entry.volumes.find((one) => one.fiscalYear === fiscalYear && one.channel === channel)
        ?.count ?? 0;
    if (before === count) return [];
    return [{ column: channel, fiscalYear, before: String(before), after: String(count) }];
  });
}

function differencesOf(entry: InventoryEntry, row: InventoryRow): ValueDifference[] {
  const texts = TEXTS.map((column) => ({ column, before: entry[column], after: row[column] }));
  const lists = LISTS.map((column) => {
    return { column, before: entry[column].join(' '), after: row[column].join(' ') };
  });
  const values = [...texts, ...lists].filter(({ before, after }) => before !== after);
  return [...values, ...volumeDifferences(entry, row)];
}

/** What taking a file over would do; entries are found by their number. */
export function inventoryDifferences(
  entries: readonly InventoryEntry[],
  rows: readonly InventoryRow[],
): InventoryDifferences {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const named = new Set(rows.map(({ code }) => code));
  const known = rows.flatMap((row) => {
    const entry = byCode.get(row.code);
    return entry === undefined ? [] : [{ entry, row, values: differencesOf(entry, row) }];
  });
  const changed = known.filter(({ values }) => values.length > 0);
  return {
    added: rows.filter(({ code }) => !byCode.has(code)),
    changed,
    same: known.length - changed.length,
    missing: entries.filter(({ code }) => !named.has(code)),
  };
}

/** What is to be written for it. */
export function changesOf({ added, changed }: InventoryDifferences): InventoryChange[] {
  return [
    ...added.map((row) => ({ ...row, id: null })),
    ...changed.map(({ entry, row }) => ({ ...row, id: entry.id })),
  ];
}
