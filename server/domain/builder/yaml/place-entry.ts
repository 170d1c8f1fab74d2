import { isMap } from 'yaml';
import type { EditValue } from '../edit.ts';
import { type EntryRange, entryRange, nextLine } from './entry-range.ts';
import { blockText, inlineText, keyAsText } from './render-value.ts';
import { replaced, valueStart } from './replace-value.ts';
import type { Collection, Spot, YamlText } from './yaml-text.ts';

/** A map or list, and the entry that it belongs to (none at the top). */
export interface Place {
  readonly collection: Collection;
  readonly owner: Spot | undefined;
}

/** An entry as text: whole lines for a block, or what stands between two commas. */
export interface EntryText {
  readonly block: (column: number) => string;
  readonly flow: string;
}

export function newEntry(key: string | undefined, value: EditValue, eol: string): EntryText {
  const inline = inlineText(value);
  return {
    block: (column) => blockText(key, value, column, eol),
    flow: key === undefined ? inline : `${keyAsText(key)}: ${inline}`,
  };
}

/** Puts an entry in front of the one at that position, or at the end. */
export function insertEntry(
  yaml: YamlText,
  { collection, owner }: Place,
  index: number,
  entry: EntryText,
): string {
  const { text } = yaml;
  if (collection.items.length === 0) return fill(yaml, { collection, owner }, entry);
  if (collection.flow === true) {
    if (index < collection.items.length) {
      const { start } = entryRange(yaml, collection, index);
      return replaced(text, start, start, `${entry.flow}, `);
    }
    const { contentEnd } = entryRange(yaml, collection, index - 1);
    return replaced(text, contentEnd, contentEnd, `, ${entry.flow}`);
  }
  if (index < collection.items.length) {
    const next = entryRange(yaml, collection, index);
    const lines = entry.block(next.column);
    if (!next.midline) return replaced(text, next.from, next.from, lines);
    return replaced(
      text,
      next.start,
      next.start,
      lines.slice(next.column) + ' '.repeat(next.column),
    );
  }
  const last = entryRange(yaml, collection, index - 1);
  return behind(yaml, last.end, entry.block(last.column));
}

function behind({ text, eol }: YamlText, end: number, lines: string): string {
  const closed = end === 0 || text[end - 1] === '\n' ? '' : eol;
  return replaced(text, end, end, closed + lines);
}

/** The first entry of `{}` or `[]`: in lines of its own, unless its surroundings are one line. */
function fill(yaml: YamlText, { collection, owner }: Place, entry: EntryText): string {
  const { text } = yaml;
  const [from = 0, to = 0] = collection.range ?? [];
  if (owner === undefined) return replaced(text, from, nextLine(text, to), entry.block(0));
  if (owner.collection.flow === true) {
    return replaced(text, from, to, isMap(collection) ? `{ ${entry.flow} }` : `[${entry.flow}]`);
  }
  const { column, start } = entryRange(yaml, owner.collection, owner.index);
  const begin = valueStart(yaml, owner, start);
  const bare = replaced(text, begin, to, '');
  return behind({ ...yaml, text: bare }, nextLine(bare, begin), entry.block(column + 2));
}

/** Takes an entry out; the last one leaves `{}` or `[]`. */
export function removeEntry(yaml: YamlText, place: Place, index: number): string {
  const { collection } = place;
  const { text } = yaml;
  const range = entryRange(yaml, collection, index);
  if (collection.items.length === 1) return empty(yaml, place, range);
  if (collection.flow === true) return removeInline(yaml, collection, index, range);
  if (!range.midline) return replaced(text, range.from, range.end, '');
  // What comes next moves up behind the dash.
  const next = entryRange(yaml, collection, index + 1);
  const to = next.from + (/^ */.exec(text.slice(next.from))?.[0].length ?? 0);
  return replaced(text, range.start, Math.max(to, range.end === next.from ? to : range.end), '');
}

function removeInline(yaml: YamlText, collection: Collection, index: number, range: EntryRange) {
  const { text } = yaml;
  if (index + 1 < collection.items.length) {
    return replaced(text, range.start, entryRange(yaml, collection, index + 1).start, '');
  }
  const before = entryRange(yaml, collection, index - 1).contentEnd;
  const between = text.slice(before, range.start);
  if (!between.includes('#')) return replaced(text, before, range.contentEnd, '');
  // A comment between them stays, and with it the comma in front of it; so one behind must not.
  const comma = /^\s*,/.exec(text.slice(range.contentEnd))?.[0] ?? '';
  return replaced(text, range.start, range.contentEnd + comma.length, '');
}

function empty(yaml: YamlText, { collection, owner }: Place, range: EntryRange): string {
  const { text, eol } = yaml;
  const nothing = isMap(collection) ? '{}' : '[]';
  if (collection.flow === true) {
    const [from = 0, to = 0] = collection.range ?? [];
    return replaced(text, from, to, nothing);
  }
  if (range.midline) return replaced(text, range.start, range.end, nothing + eol);
  const without = replaced(text, range.from, range.end, '');
  if (owner === undefined) return `${without}${nothing}${eol}`;
  const begin = valueStart(yaml, owner, entryRange(yaml, owner.collection, owner.index).start);
  return replaced(without, begin, begin, ` ${nothing}`);
}
