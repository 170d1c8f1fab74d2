import { isMap, type Node, type Pair } from 'yaml';
import type { EditValue } from '../edit.ts';
import { behindColon, contentEnd, entryRange, lineStart, nextLine } from './entry-range.ts';
import { blockText, inlineText, isPlainCollection, keyAsText, scalarLike } from './render-value.ts';
import { keyText, type Spot, valueAt, type YamlText } from './yaml-text.ts';

export function replaced(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** Behind the colon or the dash of an entry, where its value begins. */
export function valueStart({ text }: YamlText, { collection, index }: Spot, start: number): number {
  if (isMap(collection)) return behindColon(text, collection.items[index] as Pair);
  return collection.flow === true ? start : start + 1;
}

/** What stands behind `key:` or `-`: the rest of that line, and the lines below it. */
function freshValue(yaml: YamlText, { collection, index }: Spot, value: EditValue, column: number) {
  const key = isMap(collection) ? keyText(collection.items[index] as Pair) : undefined;
  const text = blockText(key, value, column, yaml.eol);
  const head = column + (key === undefined ? 1 : keyAsText(key).length + 1);
  const end = nextLine(text, 0);
  return { first: text.slice(head, end).replace(/\r?\n$/, ''), rest: text.slice(end) };
}

/** A new value in the place of an entry's old one; comments beside and around it stay. */
export function replaceValue(yaml: YamlText, spot: Spot, value: EditValue): string {
  const { text } = yaml;
  const { collection, index } = spot;
  const old = valueAt(spot) as Node | undefined;
  const range = entryRange(yaml, collection, index);
  const begin = valueStart(yaml, spot, range.start);
  const isNew = old === undefined || old.range?.[0] === old.range?.[1];
  if (collection.flow === true) {
    const written = isPlainCollection(value) ? inlineText(value) : scalarLike(value, old);
    if (!isNew) return replaced(text, old.range?.[0] ?? begin, old.range?.[1] ?? begin, written);
    return replaced(text, begin, begin, begin === range.start ? written : ` ${written}`);
  }
  const first = old?.range?.[0] ?? begin;
  const end = isNew ? begin : contentEnd(text, old);
  const oneLine = !text.slice(begin, end).includes('\n');
  if (oneLine && !isNew && !isPlainCollection(value) && !String(value).includes('\n')) {
    return replaced(text, first, end, scalarLike(value, old));
  }
  const fresh = freshValue(yaml, spot, value, range.column);
  const below = nextLine(text, end);
  // A value that begins on a line of its own leaves the comment behind the colon where it is.
  const ownLines = !isNew && lineStart(text, first) > begin;
  const head = ownLines ? text.slice(begin, nextLine(text, begin)) : text.slice(end, below);
  const closed = /\n$/.test(head) || fresh.rest === '' ? head : head + yaml.eol;
  return replaced(text, begin, below, fresh.first + closed + fresh.rest);
}
