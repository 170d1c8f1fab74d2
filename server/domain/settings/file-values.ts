import { parse } from 'csv-parse/sync';
import { parseDocument } from 'yaml';

/** Where it stands → what stands there. */
export type Values = ReadonlyMap<string, string>;

function flatten(value: unknown, path: readonly string[], into: Map<string, string>): void {
  if (value === null || typeof value !== 'object') {
    into.set(path.join(' › '), value === undefined || value === null ? '' : String(value));
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    flatten(inner, [...path, Array.isArray(value) ? String(Number(key) + 1) : key], into);
  }
}

export function yamlValues(text: string): Values {
  const values = new Map<string, string>();
  flatten(parseDocument(text).toJS({ maxAliasCount: 50 }), [], values);
  return values;
}

/** Rows by their `id`, else by all cells that come before the first number. */
export function csvValues(text: string): Values {
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
