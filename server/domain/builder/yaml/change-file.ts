import { isMap, type Pair } from 'yaml';
import type { EditPath, EditValue } from '../edit.ts';
import { entryRange } from './entry-range.ts';
import { type EntryText, insertEntry, newEntry, removeEntry } from './place-entry.ts';
import { replaceValue } from './replace-value.ts';
import {
  type Collection,
  collectionAt,
  indexOf,
  isBlank,
  isCollection,
  keyText,
  openYaml,
  type Spot,
  spotAt,
  valueAt,
  type YamlText,
} from './yaml-text.ts';

type Step = string | number;

/** One change of a file's text; undefined where the path leads nowhere. */
export type Changed = string | undefined;

function isMapValue(value: EditValue): value is { readonly [key: string]: EditValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is missing on the way is made: maps for keys, lists for positions. */
function wrapped(path: EditPath, value: EditValue): EditValue {
  return path.reduceRight<EditValue>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  );
}

export function setAt(
  text: string,
  path: EditPath,
  value: EditValue,
  order: readonly string[] = [],
): Changed {
  const yaml = openYaml(text);
  const spot = spotAt(yaml, path);
  if (spot) return overwrite(yaml, spot, path, value);
  const depth = path.findIndex((_, at) => spotAt(yaml, path.slice(0, at + 1)) === undefined);
  const above = path.slice(0, depth);
  const step = path[depth];
  if (step === undefined) return undefined;
  const inner = wrapped(path.slice(depth + 1), value);
  const owner = spotAt(yaml, above);
  const node = above.length === 0 ? yaml.document.contents : owner && valueAt(owner);
  if (isCollection(node)) {
    const key = isMap(node) ? String(step) : undefined;
    if (key === undefined && Number(step) !== node.items.length) return undefined;
    return addAt(text, above, key, inner, nextInOrder(node, key, above, order));
  }
  const whole: EditValue = typeof step === 'number' ? [inner] : { [step]: inner };
  if (owner === undefined)
    return isBlank(node) ? `${text}${newEntry(String(step), inner, yaml.eol).block(0)}` : undefined;
  return isBlank(node) ? replaceValue(yaml, owner, whole) : undefined;
}

/** The key of the top before which a new one stands, by the order of the definition language. */
function nextInOrder(
  node: Collection,
  key: string | undefined,
  above: EditPath,
  order: readonly string[],
) {
  const at = key === undefined || above.length > 0 ? -1 : order.indexOf(key);
  if (at < 0) return undefined;
  return order.slice(at + 1).find((later) => indexOf(node, later) >= 0);
}

/** Maps and lists are changed entry by entry, so that what stays the same keeps its comments. */
function overwrite(yaml: YamlText, spot: Spot, path: EditPath, value: EditValue): Changed {
  const old = valueAt(spot);
  if (isMap(old) && isMapValue(value) && old.items.length > 0 && Object.keys(value).length > 0) {
    return overwriteMap(
      yaml.text,
      path,
      old.items.map((pair) => keyText(pair as Pair) ?? ''),
      value,
    );
  }
  if (
    isCollection(old) &&
    !isMap(old) &&
    Array.isArray(value) &&
    value.length > 0 &&
    old.items.length > 0
  ) {
    return overwriteList(yaml.text, path, old.items.length, value as readonly EditValue[]);
  }
  if (JSON.stringify(old?.toJSON()) === JSON.stringify(value)) return yaml.text;
  return replaceValue(yaml, spot, value);
}

function overwriteMap(
  text: string,
  path: EditPath,
  keys: readonly string[],
  value: { readonly [key: string]: EditValue },
): Changed {
  let changed: Changed = text;
  for (const [key, inner] of Object.entries(value)) {
    changed &&= keys.includes(key)
      ? setAt(changed, [...path, key], inner)
      : addAt(changed, path, key, inner);
  }
  for (const key of keys) {
    if (!Object.hasOwn(value, key)) changed &&= removeAt(changed, [...path, key]);
  }
  return changed;
}

function overwriteList(
  text: string,
  path: EditPath,
  length: number,
  value: readonly EditValue[],
): Changed {
  let changed: Changed = text;
  value.forEach((inner, index) => {
    changed &&=
      index < length
        ? setAt(changed, [...path, index], inner)
        : addAt(changed, path, undefined, inner);
  });
  for (let index = length - 1; index >= value.length; index--) {
    changed &&= removeAt(changed, [...path, index]);
  }
  return changed;
}

/** @param before position or key of the entry that it stands in front of; at the end without one */
export function addAt(
  text: string,
  path: EditPath,
  key: string | undefined,
  value: EditValue,
  before?: Step,
): Changed {
  const yaml = openYaml(text);
  const collection = collectionAt(yaml, path);
  if (!collection) {
    return setAt(text, path, key === undefined ? [value] : { [key]: value });
  }
  if (isMap(collection) !== (key !== undefined)) return undefined;
  return placed(yaml, path, collection, newEntry(key, value, yaml.eol), before);
}

function placed(
  yaml: YamlText,
  path: EditPath,
  collection: Collection,
  entry: EntryText,
  before: Step | undefined,
): Changed {
  const { length } = collection.items;
  const found = before === undefined || before === length ? length : indexOf(collection, before);
  if (found < 0) return undefined;
  return insertEntry(yaml, { collection, owner: spotAt(yaml, path) }, found, entry);
}

export function removeAt(text: string, path: EditPath): Changed {
  const yaml = openYaml(text);
  const spot = spotAt(yaml, path);
  if (!spot) return undefined;
  return removeEntry(yaml, { collection: spot.collection, owner: spot.above }, spot.index);
}

/** Takes an entry with its comments out and puts it in front of another one of the same map or list. */
export function moveAt(text: string, path: EditPath, before: Step | undefined): Changed {
  const yaml = openYaml(text);
  const spot = spotAt(yaml, path);
  if (!spot) return undefined;
  const { collection, index } = spot;
  const { length } = collection.items;
  const target = before === undefined || before === length ? length : indexOf(collection, before);
  if (target < 0) return undefined;
  if (target === index || target === index + 1) return text;
  const entry = takenEntry(yaml, collection, index);
  const without = openYaml(removeEntry(yaml, { collection, owner: spot.above }, index));
  const rest = collectionAt(without, path.slice(0, -1));
  if (!rest) return undefined;
  const to = target > index ? target - 1 : target;
  return insertEntry(
    without,
    { collection: rest, owner: spotAt(without, path.slice(0, -1)) },
    to,
    entry,
  );
}

function takenEntry(yaml: YamlText, collection: Collection, index: number): EntryText {
  const { text, eol } = yaml;
  const range = entryRange(yaml, collection, index);
  const flow = text.slice(range.start, range.contentEnd);
  const indent = range.midline ? ' '.repeat(range.column) : '';
  const lines = indent + text.slice(range.from, range.end);
  return { flow, block: () => (lines.endsWith('\n') ? lines : lines + eol) };
}
