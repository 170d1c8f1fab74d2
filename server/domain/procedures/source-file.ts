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
  const document = parseDocument(content, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const findings: Finding[] = [...document.errors, ...document.warnings].map((error) => {
    const [code, message, mend] = MENDS[error.code] ?? [
      'yaml',
      `YAMLとして読めません（${error.message.split('\n')[0]}）。`,
      '字下げ、引用符、コロンの後の空白を確かめてください。',
    ];
    return { level: 'error', file, line: counter.linePos(error.pos[0]).line, code, message, mend };
  });
  for (const { offset, kind } of wrongKeys(content, document)) {
    const [code, message, mend] = WRONG_KEYS[kind];
    findings.push({
      level: 'error',
      file,
      line: counter.linePos(offset).line,
      code,
      message,
      mend,
    });
  }
  const data = findings.length === 0 ? dataOf(file, content, document, findings) : undefined;
  if (findings.length === 0) parsed?.keep(content, data);
  return { source: { file, data, line: lineFinder(document, counter) }, findings };
}

type Telling = readonly [code: string, message: string, mend: string];

const WRONG_KEYS: Readonly<Record<'twice' | 'forbidden', Telling>> = {
  twice: [
    'duplicate_id',
    '同じ名前が2回書かれています。',
    'どちらかを消すか、別の名前にしてください。',
  ],
  forbidden: [
    'wrong_name',
    'プログラムが使う名前（__proto__ など）が書かれています。',
    '別の名前にしてください。',
  ],
};

/** Names that every object has by itself: as keys they would mean something else than what they say. */
const FORBIDDEN = /__proto__|constructor|prototype/;

/** Apart from the parser, which compares each key with all others: minutes for a file of 40,000. */
function wrongKeys(content: string, document: Document.Parsed) {
  const found: { readonly offset: number; readonly kind: keyof typeof WRONG_KEYS }[] = [];
  const mayForbid = FORBIDDEN.test(content);
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const offset = key.range?.[0] ?? 0;
        if (seen.has(key.value)) found.push({ offset, kind: 'twice' });
        seen.add(key.value);
        const name = String(key.value);
        if (mayForbid && FORBIDDEN.exec(name)?.[0] === name)
          found.push({ offset, kind: 'forbidden' });
      }
    },
  });
  return found;
}

/** A few parts may be named and used again; a file that unfolds into millions of them is refused. */
const MOST_ALIASES = 20;

function dataOf(
  file: string,
  content: string,
  document: Document.Parsed,
  findings: Finding[],
): unknown {
  try {
    const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    // A part that holds itself has no end, and this is where that is noticed.
    if (/\*\w/.test(content)) JSON.stringify(data);
    return data;
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
