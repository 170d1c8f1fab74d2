import { parse } from 'csv-parse/sync';
import { parseDocument } from 'yaml';

/** One value that is another one, is new or is gone. */
export interface ValueDifference {
  /** Where: 「notices › 1 › text › ja」, for a table the row's first cell and the column. */
  readonly place: string;
  readonly before?: string;
  readonly after?: string;
}

const MOST_SHOWN = 200;

type Values = ReadonlyMap<string, string>;

function flatten(value: unknown, path: readonly string[], into: Map<string, string>): void {
  if (value === null || typeof value !== 'object') {
    into.set(path.join(' › '), value === undefined || value === null ? '' : String(value));
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    flatten(inner, [...path, Array.isArray(value) ? String(Number(key) + 1) : key], into);
  }
}

function yamlValues(text: string): Values {
  const values = new Map<string, string>();
  flatten(parseDocument(text).toJS({ maxAliasCount: 50 }), [], values);
  return values;
}

/** Rows by their `id`, else by all cells that come before the first number. */
function csvValues(text: string): Values {
  const rows = parse(text, { bom: true, columns: true, skip_empty_lines: true }) as Record<
    string,
    string
  >[];
  const values = new Map<string, string>();
  const seen = new Map<string, number>();
  for (const row of rows) {
    const cells = Object.entries(row);
    const name = row['id'] ?? nameOf(cells.map(([, cell]) => cell));
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const label = times === 1 ? name : `${name}（${times}行目）`;
    for (const [column, cell] of cells) values.set(`${label} › ${column}`, cell);
  }
  return values;
}

function nameOf(cells: readonly string[]): string {
  const at = cells.findIndex((cell, index) => index > 0 && /^\d+$/.test(cell));
  return cells.slice(0, at < 0 ? 3 : at).join(' ');
}

/**
 * What is different between two texts of one of the town's files, in the order of the newer one;
 * what is gone comes last. At most 200 of them; `count` is how many there are.
 * @throws when a text can't be read at all
 */
export function valueDifferences(
  path: string,
  before: string,
  after: string,
): { readonly count: number; readonly shown: readonly ValueDifference[] } {
  const values = path.endsWith('.csv') ? csvValues : yamlValues;
  const [old, fresh] = [values(before), values(after)];
  const found: ValueDifference[] = [];
  for (const [place, text] of fresh) {
    const was = old.get(place);
    if (was !== text && !(was === undefined && text === '')) {
      found.push({ place, after: text, ...(was !== undefined && { before: was }) });
    }
  }
  for (const [place, text] of old) {
    if (!fresh.has(place) && text !== '') found.push({ place, before: text });
  }
  return { count: found.length, shown: found.slice(0, MOST_SHOWN) };
}
