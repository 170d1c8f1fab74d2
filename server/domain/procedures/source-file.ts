import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Finding } from './procedure.ts';

export type YamlPath = readonly PropertyKey[];

/** A YAML file that knows on which line everything stands. */
export interface SourceFile {
  readonly file: string;
  readonly data: unknown;
  /** Line (from 1) of the key or entry at that path, or of the nearest one above it. */
  line(path: YamlPath): number;
}

function lineFinder(document: Document.Parsed, counter: LineCounter): SourceFile['line'] {
  const at = (offset: number | undefined) =>
    offset === undefined ? 1 : counter.linePos(offset).line;
  return (path) => {
    let node: unknown = document.contents;
    let line = 1;
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find(
          ({ key }) => isScalar(key) && String(key.value) === String(step),
        );
        if (!pair) return line;
        line = at((pair.key as { range?: readonly number[] }).range?.[0]);
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        const range = (node as { range?: readonly number[] } | undefined)?.range;
        if (range) line = at(range[0]);
      } else return line;
    }
    return line;
  };
}

const MENDS: Readonly<Record<string, readonly [code: string, message: string, mend: string]>> = {
  DUPLICATE_KEY: [
    'duplicate_id',
    '同じ名前が2回書かれています。',
    'どちらかを消すか、別の名前にしてください。',
  ],
  TAG_RESOLVE_FAILED: [
    'yaml',
    '「!」で始まる式が、引用符なしで書かれています。',
    "式を引用符で囲んでください。例：when: '!chip'",
  ],
};

/** What files with that content say, kept from one load to the next; only of good files. */
export interface ParsedFiles {
  find(content: string): { readonly data: unknown } | undefined;
  keep(content: string, data: unknown): void;
}

/** Reads YAML 1.2 (so that `yes`, `no` and dates stay texts); what is wrong comes back as findings. */
export function readSource(
  file: string,
  content: string,
  parsed?: ParsedFiles,
): { readonly source: SourceFile; readonly findings: readonly Finding[] } {
  const known = parsed?.find(content);
  if (!known) return parseSource(file, content, parsed);
  let lines: SourceFile | undefined;
  const line: SourceFile['line'] = (path) => {
    lines ??= parseSource(file, content).source;
    return lines.line(path);
  };
  return { source: { file, data: known.data, line }, findings: [] };
}

function parseSource(file: string, content: string, parsed?: ParsedFiles) {
  const counter = new LineCounter();
  const document = parseDocument(content, { lineCounter: counter, prettyErrors: false });
  const findings: Finding[] = [...document.errors, ...document.warnings].map((error) => {
    const [code, message, mend] = MENDS[error.code] ?? [
      'yaml',
      `YAMLとして読めません（${error.message.split('\n')[0]}）。`,
      '字下げ、引用符、コロンの後の空白を確かめてください。',
    ];
    return { level: 'error', file, line: counter.linePos(error.pos[0]).line, code, message, mend };
  });
  const offset = forbiddenName(content, document);
  if (offset !== undefined) {
    findings.push({
      level: 'error',
      file,
      line: counter.linePos(offset).line,
      code: 'wrong_name',
      message: 'プログラムが使う名前（__proto__ など）が書かれています。',
      mend: '別の名前にしてください。',
    });
  }
  const data = findings.length === 0 ? dataOf(file, document, findings) : undefined;
  if (findings.length === 0) parsed?.keep(content, data);
  return { source: { file, data, line: lineFinder(document, counter) }, findings };
}

/** Names that every object has by itself: as keys they would mean something else than what they say. */
const FORBIDDEN = /__proto__|constructor|prototype/;

/** Where a key of that name stands. */
function forbiddenName(content: string, document: Document.Parsed): number | undefined {
  if (!FORBIDDEN.test(content)) return undefined;
  let offset: number | undefined;
  visit(document, {
    Pair(_key, { key }) {
      const isOne = isScalar(key) && FORBIDDEN.exec(String(key.value))?.[0] === String(key.value);
      if (!isOne) return undefined;
      offset = (key.range ?? [0])[0];
      return visit.BREAK;
    },
  });
  return offset;
}

/** A few parts may be named and used again; a file that unfolds into millions of them is refused. */
const MOST_ALIASES = 20;

function dataOf(file: string, document: Document.Parsed, findings: Finding[]): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    findings.push({
      level: 'error',
      file,
      line: 1,
      code: 'yaml',
      message: '同じ内容を使い回す印（& と *）が多すぎるか、印の先がありません。',
      mend: '印を消して、内容をそのまま書いてください。',
    });
    return undefined;
  }
}
