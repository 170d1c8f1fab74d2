import { parseDocument } from 'yaml';
import { readCsvTable } from './csv-table.ts';
import { keyWord, SILENT_KEYS, valueWord } from './key-words.ts';
import { columnOf, rowName } from './table-columns.ts';

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

/** What the rows with an `id` are called: a name that changes makes no other row of it. */
export function csvNames(text: string): ReadonlyMap<string, string> {
  const named = readCsvTable(text).rows.filter(({ cells }) => cells['id']);
  return new Map(named.map(({ cells }) => [cells['id'] ?? '', rowName(cells)]));
}

/**
 * Rows by their `id`, else by all cells that come before the first number. Of a further row of the
 * same thing (what it costs from another day on) only what is different in it.
 */
export function csvValues(text: string, names: ReadonlyMap<string, string>): Values {
  const values = new Map<string, string>();
  const seen = new Map<string, Readonly<Record<string, string>>[]>();
  for (const { cells } of readCsvTable(text).rows) {
    const id = cells['id'];
    const key = id ? `${names.get(id) ?? id}【${id}】` : rowName(cells);
    const earlier = seen.get(key) ?? [];
    seen.set(key, [...earlier, cells]);
    const since = cells['valid_from'] ? `${cells['valid_from']}から` : `${earlier.length + 1}行目`;
    const label = earlier.length === 0 ? key : `${key}（${since}）`;
    for (const [column, cell] of Object.entries(cells)) {
      if (earlier.at(-1)?.[column] === cell) continue;
      const { label: word, choices } = columnOf(column);
      values.set(`${label} › ${word}`, choices?.[cell] ?? cell);
    }
  }
  return values;
}
