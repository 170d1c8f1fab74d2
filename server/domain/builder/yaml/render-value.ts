import { Document, isMap, isScalar, isSeq, type Node, type Pair, Scalar, visit } from 'yaml';
import type { EditValue } from '../edit.ts';

/** As long as a line may get before a map is written line by line. */
const WIDE = 100;

const AS_WRITTEN = {
  lineWidth: 0,
  doubleQuotedMinMultiLineLength: 1_000_000,
  indent: 2,
} as const;

function document(value: unknown): Document {
  const made = new Document(value, { aliasDuplicateObjects: false });
  return made;
}

/** In one line, as it stands between braces or brackets. */
export function inlineText(value: EditValue): string {
  const made = document([value]);
  visit(made, {
    Collection: (_key, node) => {
      node.flow = true;
    },
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && node.value.includes('\n'))
        node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const text = made.toString(AS_WRITTEN).trim();
  return text.slice(1, -1).trim();
}

/** A key as it stands before its colon. */
export function keyAsText(key: string): string {
  const text = inlineText({ [key]: 0 });
  return text.slice(text.indexOf('{') + 1, text.lastIndexOf(':')).trim();
}

/** A text in the manner of the one that it replaces. */
export function scalarLike(value: EditValue, old: unknown): string {
  if (typeof value !== 'string' || !isScalar(old) || value.includes('\n')) return inlineText(value);
  if (old.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
  if (old.type === 'QUOTE_SINGLE') return `'${value.replaceAll("'", "''")}'`;
  return inlineText(value);
}

function isSmall(node: unknown): boolean {
  if (isScalar(node)) return !(typeof node.value === 'string' && node.value.includes('\n'));
  return isSeq(node) && node.items.every(isScalar);
}

/** One line: what holds nothing but texts and numbers, or a field with its few options. */
function fitsInline(node: Node): boolean {
  if (isSeq(node)) return node.items.every(isScalar);
  if (!isMap(node)) return false;
  const isField = node.has('type');
  return (node.items as Pair[]).every(({ key, value }) => {
    if (isSmall(value)) return true;
    const name = isScalar(key) ? key.value : '';
    const inner = (value as { items?: Pair[] }).items ?? [];
    return (
      isField && isMap(value) && name === 'options' && inner.every((pair) => isSmall(pair.value))
    );
  });
}

function width(node: Node): number {
  const plain = document(node.toJSON()).toJS() as EditValue;
  return inlineText(plain).length;
}

/**
 * An entry line by line, each line with its newline; small maps inside it in one line.
 * @param key of a map's entry; undefined for an entry of a list
 */
export function blockText(
  key: string | undefined,
  value: EditValue,
  column: number,
  eol: string,
): string {
  const made = document(key === undefined ? [value] : { [key]: value });
  const top = made.contents as Node;
  visit(made, {
    Collection: (_key, node) => {
      if (node === top) return undefined;
      if (node.items.length > 0 && !(fitsInline(node) && width(node) + column <= WIDE))
        return undefined;
      visit(node, {
        Collection: (_inner, each) => {
          each.flow = true;
        },
      });
      return visit.SKIP;
    },
  });
  const lines = made.toString(AS_WRITTEN).replace(/\n$/, '').split('\n');
  const indent = ' '.repeat(column);
  return lines.map((line) => (line === '' ? '' : indent + line) + eol).join('');
}

export function isPlainCollection(
  value: EditValue,
): value is readonly EditValue[] | { readonly [key: string]: EditValue } {
  return typeof value === 'object' && value !== null;
}
