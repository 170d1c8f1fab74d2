import { parse } from 'csv-parse/sync';
import { parseDocument } from 'yaml';
import { keyWord, SILENT_KEYS, valueWord } from './key-words.ts';

/** Where it stands → what stands there. */
export type Values = ReadonlyMap<string, string>;

/** By what an entry of a list is known, wherever it stands: so an entry before it changes nothing. */
const NAMES = ['id', 'key', 'day', 'from'] as const;

type Inner = Readonly<Record<string, unknown>>;

const isInner = (value: unknown): value is Inner => typeof value === 'object' && value !== null;

function entryNames(list: readonly unknown[]): readonly string[] {
  const name = NAMES.find((key) => {
    const found = list.map((one) => (isInner(one) ? one[key] : undefined));
    return found.every((one) => typeof one === 'string') && new Set(found).size === list.length;
  });
  return list.map((one, index) =>
    name !== undefined && isInner(one) ? String(one[name]) : String(index + 1),
  );
}

/** 「市民ホール」 rather than `hall`, where it says so itself. */
function nameOf(key: string, value: unknown): string {
  const names = isInner(value) ? value['name'] : undefined;
  const japanese = isInner(names) ? names['ja'] : undefined;
  return typeof japanese === 'string' ? japanese : keyWord(key);
}

function flatten(value: unknown, path: readonly string[], into: Map<string, string>): void {
  if (!isInner(value)) {
    into.set(path.join(' › '), valueWord(String(value ?? '')));
    return;
  }
  if (Array.isArray(value) && value.every((one) => !isInner(one))) {
    into.set(path.join(' › '), value.map(String).join('、'));
    return;
  }
  const names = Array.isArray(value) ? entryNames(value) : undefined;
  for (const [index, [key, inner]] of Object.entries(value).entries()) {
    const name = names?.[index] ?? nameOf(key, inner);
    flatten(inner, SILENT_KEYS.has(key) && !names ? path : [...path, name], into);
  }
}

export function yamlValues(text: string): Values {
  const values = new Map<string, string>();
  flatten(parseDocument(text, { merge: true }).toJS({ maxAliasCount: 200 }), [], values);
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
    const name = row['id'] ?? rowName(cells.map(([, cell]) => cell));
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const label = times === 1 ? name : `${name}（${times}行目）`;
    for (const [column, cell] of cells) values.set(`${label} › ${column}`, cell);
  }
  return values;
}

function rowName(cells: readonly string[]): string {
  const at = cells.findIndex((cell, index) => index > 0 && /^\d+$/.test(cell));
  return cells.slice(0, at < 0 ? 3 : at).join(' ');
}
