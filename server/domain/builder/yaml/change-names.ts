import { isMap, isScalar, type Node, type Pair } from 'yaml';
import type { EditPath } from '../edit.ts';
import { childOf, modelAt, modelSet, sameModel } from './file-model.ts';
import { keyAsText, scalarLike } from './render-value.ts';
import { modelOf, openYaml, spotAt, valueAt, type YamlText } from './yaml-text.ts';

/** A key or a text of a file under another name. */
export interface NameChange {
  readonly path: EditPath;
  readonly at: 'key' | 'value';
  readonly to: string;
}

interface Cut {
  readonly from: number;
  readonly end: number;
  readonly by: string;
}

const WORD = /[A-Za-z0-9_]+/g;

/** The new text in the very spelling of the old one (quotes, folded lines), as only words have changed. */
function inSameSpelling(written: string, old: string, fresh: string): string | undefined {
  const [had, has, words] = [old, fresh, written].map((text) => text.match(WORD) ?? []);
  const isSame = had?.length === has?.length && had?.join(' ') === words?.join(' ');
  if (!isSame) return undefined;
  let at = -1;
  return written.replace(WORD, () => has?.[++at] ?? '');
}

function cutOf(yaml: YamlText, { path, at, to }: NameChange, plain: boolean): Cut | undefined {
  const spot = spotAt(yaml, path);
  if (!spot) return undefined;
  const isKey = at === 'key';
  if (isKey && !isMap(spot.collection)) return undefined;
  const key = (spot.collection.items[spot.index] as Pair | undefined)?.key;
  const node = (isKey ? key : valueAt(spot)) as Node | undefined;
  if (!isScalar(node) || !node.range) return undefined;
  const [from, end] = node.range;
  if (isKey)
    return { from, end, by: node.type === 'QUOTE_DOUBLE' ? JSON.stringify(to) : keyAsText(to) };
  const old = String(node.value);
  const same = plain ? undefined : inSameSpelling(yaml.text.slice(from, end), old, to);
  return { from, end, by: same ?? scalarLike(to, node) };
}

function changedModel(model: unknown, changes: readonly NameChange[]): unknown {
  for (const { path, to } of changes.filter(({ at }) => at === 'value')) modelSet(model, path, to);
  // The deepest first: what is above must still be found by its old name.
  const keys = changes
    .filter(({ at }) => at === 'key')
    .toSorted((a, b) => b.path.length - a.path.length);
  for (const { path, to } of keys) {
    const map = modelAt(model, path.slice(0, -1));
    const old = path.at(-1) ?? '';
    if (!(map instanceof Map) || childOf(map, old) === undefined) continue;
    const entries = [...map].map(
      ([key, value]) => [String(key) === String(old) ? to : key, value] as const,
    );
    map.clear();
    for (const [key, value] of entries) map.set(key, value);
  }
  return model;
}

/** All of them at once; undefined where one can't be written. */
export function changeNames(text: string, changes: readonly NameChange[]): string | undefined {
  if (changes.length === 0) return text;
  const yaml = openYaml(text);
  const wanted = changedModel(modelOf(yaml), changes);
  for (const plain of [false, true]) {
    const cuts = changes.map((change) => cutOf(yaml, change, plain));
    if (cuts.some((cut) => cut === undefined)) return undefined;
    const changed = (cuts as Cut[])
      .toSorted((a, b) => b.from - a.from)
      .reduce((own, { from, end, by }) => own.slice(0, from) + by + own.slice(end), text);
    const after = openYaml(changed);
    if (after.document.errors.length === 0 && sameModel(modelOf(after), wanted)) return changed;
  }
  return undefined;
}
