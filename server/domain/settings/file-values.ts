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

/** Between the steps of a way into a file: no key has it. */
const STEP = '\u0000';

/** Texts of a file by their ways, and what the things on the way are called. */
interface YamlValues {
  readonly values: Values;
  /** 「市民ホール」 for `resources`, `hall`: by its `name`, or an amount's `label`. */
  readonly names: ReadonlyMap<string, string>;
}

function ownName(value: unknown): string | undefined {
  const name = isInner(value) ? (value['name'] ?? value['label']) : undefined;
  const text = isInner(name) ? name['ja'] : name;
  return typeof text === 'string' ? text : undefined;
}

function flatten(
  value: unknown,
  path: readonly string[],
  into: { readonly values: Map<string, string>; readonly names: Map<string, string> },
): void {
  const way = path.join(STEP);
  if (!isInner(value)) {
    into.values.set(way, valueWord(String(value ?? '')));
    return;
  }
  if (Array.isArray(value) && value.every((one) => !isInner(one))) {
    into.values.set(way, value.map(String).join('、'));
    return;
  }
  const entries = Array.isArray(value) ? entryNames(value) : undefined;
  const name = ownName(value);
  if (name !== undefined && path.length > 0) into.names.set(way, name);
  for (const [index, [key, inner]] of Object.entries(value).entries()) {
    flatten(inner, [...path, entries?.[index] ?? key], into);
  }
}

export function yamlValues(text: string): YamlValues {
  const into = { values: new Map<string, string>(), names: new Map<string, string>() };
  flatten(parseDocument(text, { merge: true }).toJS({ maxAliasCount: 200 }), [], into);
  return into;
}

/** 「市民ホール › 開く日 › 毎週の休み」 */
export function placeOf(way: string, names: ReadonlyMap<string, string>): string {
  const steps = way.split(STEP);
  return steps
    .map((step, at) => ({ step, name: names.get(steps.slice(0, at + 1).join(STEP)) }))
    .filter(({ step }) => !SILENT_KEYS.has(step))
    .map(({ step, name }) => name ?? keyWord(step))
    .join(' › ');
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
