import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { type Collection, isCollection, type YamlText } from './yaml-text.ts';

/** Where an entry stands in the text (offsets). */
export interface EntryRange {
  /** Of its own comments above, at the beginning of their line; of the entry itself where it begins in a line. */
  readonly from: number;
  /** Of its key, or of its dash. */
  readonly start: number;
  /** Behind the last character of its content. */
  readonly contentEnd: number;
  /** Behind the newline of its last line, with its comments below that are indented deeper. */
  readonly end: number;
  /** Column of its key or dash. */
  readonly column: number;
  /** It follows a dash on the same line. */
  readonly midline: boolean;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the newline of that line, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

function lineAt(text: string, offset: number): string {
  return text.slice(offset, nextLine(text, offset)).replace(/\r?\n$/, '');
}

function isBlockScalar(node: Node): boolean {
  const { type } = node as Scalar;
  return type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL';
}

/** Behind the last character that belongs to the node itself. */
export function contentEnd(text: string, node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last !== undefined) return itemEnd(text, last as Pair | Node);
  }
  const end = node.range?.[1] ?? 0;
  if (!isScalar(node) || !isBlockScalar(node)) return end;
  // The newline behind a block is the entry's; with `+` blank lines are content.
  return text[end - 1] === '\n' ? end - (text[end - 2] === '\r' ? 2 : 1) : end;
}

/** Behind the colon of a map's entry. */
export function behindColon(text: string, pair: Pair): number {
  const keyEnd = (pair.key as Node).range?.[1] ?? 0;
  return text.indexOf(':', keyEnd) + 1;
}

function itemEnd(text: string, item: Pair | Node): number {
  if (!('key' in item)) return contentEnd(text, item);
  const colon = behindColon(text, item);
  const value = item.value as Node | null;
  return value ? Math.max(colon, contentEnd(text, value)) : colon;
}

function dashOf(collection: Collection, index: number): number | undefined {
  const { srcToken } = collection as {
    srcToken?: { items?: readonly { start?: readonly { type: string; offset: number }[] }[] };
  };
  return srcToken?.items?.[index]?.start?.find(({ type }) => type === 'seq-item-ind')?.offset;
}

function entryStart(collection: Collection, index: number): number {
  const item = collection.items[index];
  if (isMap(collection)) return ((item as Pair).key as Node).range?.[0] ?? 0;
  return (isSeq(collection) && dashOf(collection, index)) || ((item as Node).range?.[0] ?? 0);
}

/** Comments right above, and in the same column, are the entry's own. */
function withComments(text: string, line: number, column: number): number {
  let from = line;
  while (from > 0) {
    const above = lineStart(text, from - 1);
    const comment = /^( *)#/.exec(lineAt(text, above));
    if (comment?.[1]?.length !== column) return from;
    from = above;
  }
  return from;
}

/** Comments below that are indented deeper belong to what stands above them. */
function withInnerComments(text: string, end: number, column: number): number {
  let last = end;
  for (let at = end; at < text.length; at = nextLine(text, at)) {
    const line = lineAt(text, at);
    if (/^\s*$/.test(line)) continue;
    const comment = /^( *)#/.exec(line);
    if (!comment || (comment[1] as string).length <= column) break;
    last = nextLine(text, at);
  }
  return last;
}

/** Of an entry of a block collection; `from` and `end` of a flow collection's are those of its content. */
export function entryRange({ text }: YamlText, collection: Collection, index: number): EntryRange {
  const start = entryStart(collection, index);
  const ends = itemEnd(text, collection.items[index] as Pair | Node);
  const line = lineStart(text, start);
  const column = start - line;
  if (collection.flow === true) {
    return { from: start, start, contentEnd: ends, end: ends, column, midline: true };
  }
  const midline = text.slice(line, start).trim() !== '';
  return {
    from: midline ? start : withComments(text, line, column),
    start,
    contentEnd: ends,
    end: withInnerComments(text, nextLine(text, ends), column),
    column,
    midline,
  };
}
