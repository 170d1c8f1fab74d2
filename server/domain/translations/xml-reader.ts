/** An element of a small XML file, with all text inside it. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** In the file, from 1. */
  readonly line: number;
  readonly children: readonly XmlNode[];
  /** Of itself and of all elements inside it (marks of translation tools), in order. */
  readonly text: string;
}

export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

interface OpenNode {
  name: string;
  attributes: Map<string, string>;
  line: number;
  children: XmlNode[];
  text: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const PREDEFINED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const DEEPEST = 30;

/**
 * All elements of a file in the order in which they begin. Only what exchange files need: no document
 * types and no entities of a file's own, so that none can unfold or fetch anything.
 * @throws XmlRefused with the line
 */
export function readXml(text: string): readonly XmlNode[] {
  const all: OpenNode[] = [];
  const open: OpenNode[] = [];
  let line = 1;
  for (const match of text.matchAll(TOKEN)) {
    const [token, data, closing, name = '', attributes = '', empty] = match;
    if (token.startsWith('<!--') || token.startsWith('<?')) {
      line += breaksIn(token);
      continue;
    }
    if (token === '<') throw new XmlRefused(line, 'XML として読めません（< の後）。');
    if (name === '') {
      addText(open, data ?? decode(token, line), line);
    } else if (closing) {
      const last = open.pop();
      if (last?.name !== name)
        throw new XmlRefused(line, `「${name}」の始まりと終わりが合いません。`);
      const parent = open.at(-1);
      if (parent) parent.text += last.text;
    } else {
      const node: OpenNode = {
        name,
        attributes: readAttributes(attributes, line),
        line,
        children: [],
        text: '',
      };
      if (open.length > DEEPEST) throw new XmlRefused(line, '入れ子が深すぎます。');
      open.at(-1)?.children.push(node);
      all.push(node);
      if (!empty) open.push(node);
    }
    line += breaksIn(token);
  }
  if (open.length > 0) throw new XmlRefused(line, 'ファイルの終わりが切れています。');
  return all;
}

function breaksIn(token: string): number {
  return token.split('\n').length - 1;
}

function addText(open: readonly OpenNode[], text: string, line: number): void {
  const node = open.at(-1);
  if (node) node.text += text;
  else if (text.trim() !== '') throw new XmlRefused(line, 'XML として読めません。');
}

function readAttributes(source: string, line: number): Map<string, string> {
  return new Map(
    [...source.matchAll(ATTRIBUTE)].map(([, name = '', a, b]) => [
      name,
      decode(a ?? b ?? '', line),
    ]),
  );
}

function decode(text: string, line: number): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));|&/g,
    (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined && code <= 0x10ffff && code > 8) return String.fromCodePoint(code);
      const known = PREDEFINED[name ?? ''];
      if (known === undefined) throw new XmlRefused(line, `「${whole}」は読めません。`);
      return known;
    },
  );
}
