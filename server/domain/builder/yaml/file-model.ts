import { isDeepStrictEqual } from 'node:util';
import type { EditPath, EditValue } from '../edit.ts';

/*
 * What a file says, as maps and lists in the order of the file: an edit is made here as well, and the
 * edited text must say the same. So a text that came out wrong is never kept.
 */

type Step = string | number;
type Holder = Map<unknown, unknown> | unknown[];

export function toModel(value: EditValue): unknown {
  if (Array.isArray(value)) return value.map(toModel);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, inner]) => [key, toModel(inner as EditValue)]));
}

function isHolder(value: unknown): value is Holder {
  return value instanceof Map || Array.isArray(value);
}

export function childOf(holder: unknown, step: Step): unknown {
  if (Array.isArray(holder)) return holder[Number(step)];
  return holder instanceof Map ? holder.get(keyIn(holder, step)) : undefined;
}

/** Keys that look like numbers are numbers in YAML. */
function keyIn(map: ReadonlyMap<unknown, unknown>, step: Step): unknown {
  if (map.has(step)) return step;
  return [...map.keys()].find((key) => String(key) === String(step)) ?? step;
}

export function modelAt(model: unknown, path: EditPath): unknown {
  return path.reduce<unknown>(childOf, model);
}

/** Changes the model in place by `change`, which gets the holder of the path's last step. */
function within(
  model: unknown,
  path: EditPath,
  change: (holder: Holder, last: Step) => void,
): unknown {
  const holder = modelAt(model, path.slice(0, -1));
  const last = path.at(-1);
  if (isHolder(holder) && last !== undefined) change(holder, last);
  return model;
}

export function modelSet(model: unknown, path: EditPath, value: EditValue): unknown {
  path.slice(0, -1).forEach((_, at) => {
    const above = path.slice(0, at + 1);
    if (isHolder(modelAt(model, above))) return;
    const made = typeof path[at + 1] === 'number' ? [] : new Map();
    within(model, above, (holder, last) => put(holder, last, made));
  });
  return within(model, path, (holder, last) => put(holder, last, toModel(value)));
}

function put(holder: Holder, step: Step, value: unknown): void {
  if (Array.isArray(holder)) holder[Number(step)] = value;
  else holder.set(keyIn(holder, step), value);
}

function insert(
  map: Map<unknown, unknown>,
  key: unknown,
  value: unknown,
  before: Step | undefined,
): void {
  const entries = [...map];
  const at = entries.findIndex(([known]) => String(known) === String(before));
  entries.splice(before === undefined || at < 0 ? entries.length : at, 0, [key, value]);
  map.clear();
  for (const [known, own] of entries) map.set(known, own);
}

/** A new entry of the map or list at that path, which is made where it is missing. */
export function withAdded(
  model: unknown,
  path: EditPath,
  key: string | undefined,
  value: unknown,
  before: Step | undefined,
): unknown {
  if (!isHolder(modelAt(model, path))) modelSet(model, path, key === undefined ? [] : {});
  const holder = modelAt(model, path);
  if (Array.isArray(holder))
    holder.splice(before === undefined ? holder.length : Number(before), 0, value);
  else if (holder instanceof Map) insert(holder, key, value, before);
  return model;
}

export function modelRemove(model: unknown, path: EditPath): unknown {
  return within(model, path, (holder, last) => {
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else holder.delete(keyIn(holder, last));
  });
}

export function modelMove(model: unknown, path: EditPath, before: Step | undefined): unknown {
  return within(model, path, (holder, last) => {
    if (Array.isArray(holder)) {
      const from = Number(last);
      const to = before === undefined ? holder.length : Number(before);
      const [entry] = holder.splice(from, 1);
      holder.splice(to > from ? to - 1 : to, 0, entry);
      return;
    }
    const key = keyIn(holder, last);
    const value = holder.get(key);
    if (String(before) === String(key)) return;
    holder.delete(key);
    insert(holder, key, value, before);
  });
}

/** The same, in the same order. */
export function sameModel(one: unknown, other: unknown): boolean {
  if (one instanceof Map && other instanceof Map) {
    const keys = [...one.keys()].map(String);
    const others = [...other.keys()].map(String);
    return (
      keys.length === others.length &&
      keys.every((key, at) => key === others[at]) &&
      [...one.values()].every((value, at) => sameModel(value, [...other.values()][at]))
    );
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, at) => sameModel(value, other[at]));
  }
  return isDeepStrictEqual(one, other);
}
