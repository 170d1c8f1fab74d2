import { type Document, isMap, isScalar, isSeq, type LineCounter, type Pair } from 'yaml';

export type YamlPath = readonly PropertyKey[];

/** Line (from 1) of the key or entry at that path, or of the nearest one above it. */
export type LineFinder = (path: YamlPath) => number;

const SEPARATOR = '\0';

type Ranged = { readonly range?: readonly number[] | null };

function note(
  lines: Map<string, number>,
  node: unknown,
  at: string,
  lineOf: (node: unknown) => number,
): void {
  const part = (step: string, of: unknown, inner: unknown) => {
    const place = `${at}${SEPARATOR}${step}`;
    // Of two of the same name the first one counts.
    if (lines.has(place)) return;
    lines.set(place, lineOf(of));
    note(lines, inner, place, lineOf);
  };
  if (isMap(node)) {
    for (const { key, value } of node.items as Pair[]) {
      if (isScalar(key)) part(String(key.value), key, value);
    }
  } else if (isSeq(node)) node.items.forEach((item, index) => void part(String(index), item, item));
}

/** Every line at once: small, so that it can be kept when the document is not. */
export function lineFinder(document: Document.Parsed, counter: LineCounter): LineFinder {
  const lines = new Map<string, number>();
  note(lines, document.contents, '', (node) => {
    const start = (node as Ranged | null)?.range?.[0];
    return start === undefined ? 1 : counter.linePos(start).line;
  });
  return (path) => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const place = path.slice(0, depth).map(String).join(SEPARATOR);
      const line = lines.get(`${SEPARATOR}${place}`);
      if (line !== undefined) return line;
    }
    return 1;
  };
}
