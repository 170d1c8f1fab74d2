import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** What a catalogue says of one item in one language; empty where it has nothing to say. */
export interface ItemWords {
  readonly name: string;
  readonly size_class: string;
  readonly unit: string;
  readonly note: string;
  readonly advice: string;
}

/** Language → item id → words. */
export type CatalogueWords = ReadonlyMap<string, ReadonlyMap<string, ItemWords>>;

/**
 * Reads the languages that lie beside a catalogue: `catalogues/<name>.<lang>.csv` with the columns
 * id, name, size_class, unit, note, advice.
 */
export function loadItemWords(folder: string, name: string): CatalogueWords {
  const files = join(folder, 'catalogues');
  const found = new Map<string, ReadonlyMap<string, ItemWords>>();
  if (!existsSync(files)) return found;
  for (const file of readdirSync(files)) {
    const locale = new RegExp(`^${name}\\.([A-Za-z-]+)\\.csv$`).exec(file)?.[1];
    if (locale === undefined) continue;
    const rows: (ItemWords & { id: string })[] = parse(readFileSync(join(files, file), 'utf8'), {
      columns: true,
      bom: true,
      skip_empty_lines: true,
    });
    found.set(locale, new Map(rows.map(({ id, ...words }) => [id, words])));
  }
  return found;
}
