import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { type LineFinder, lineFinder } from './line-finder.ts';
import type { Finding } from './procedure.ts';
import { yamlErrorWords } from './yaml-error-words.ts';

export type { YamlPath } from './line-finder.ts';

/** A YAML file that knows on which line everything stands. */
export interface SourceFile {
  readonly file: string;
  readonly data: unknown;
  readonly line: LineFinder;
}

/** What files with that content say, kept from one load to the next; only of good files. */
export interface ParsedFiles {
  /** `line` is there where it was kept, too. */
  find(content: string): { readonly data: unknown; readonly line?: LineFinder } | undefined;
  keep(content: string, data: unknown, line: LineFinder): void;
}

/** A parsed document, and where its lines begin; parsed with `PARSING` and maybe more. */
export interface ReadDocument {
  readonly document: Document.Parsed;
  readonly counter: LineCounter;
}

/** Errors become findings, and equal keys are found here. */
export const PARSING = { prettyErrors: false, uniqueKeys: false } as const;

interface ReadSource {
  readonly source: SourceFile;
  readonly findings: readonly Finding[];
}

/** Reads YAML 1.2 (so that `yes`, `no` and dates stay texts); what is wrong comes back as findings. */
export function readSource(
  file: string,
  content: string,
  parsed?: ParsedFiles,
  parse: (content: string) => ReadDocument = parseOnce,
): ReadSource {
  const known = parsed?.find(content);
  if (!known) return readDocument(file, content, parse(content), parsed);
  let lines = known.line;
  const line: LineFinder = (path) => {
    lines ??= lazyLines(parse(content));
    return lines(path);
  };
  return { source: { file, data: known.data, line }, findings: [] };
}

function parseOnce(content: string): ReadDocument {
  const counter = new LineCounter();
  return { document: parseDocument(content, { ...PARSING, lineCounter: counter }), counter };
}

/** Most files are right, and nobody asks for a line of them; the document goes with the first one. */
function lazyLines(read: ReadDocument): LineFinder {
  let unread: ReadDocument | undefined = read;
  let lines: LineFinder = () => 1;
  return (path) => {
    if (unread) lines = lineFinder(unread.document, unread.counter);
    unread = undefined;
    return lines(path);
  };
}

function readDocument(
  file: string,
  content: string,
  read: ReadDocument,
  parsed?: ParsedFiles,
): ReadSource {
  const { document, counter } = read;
  const findings: Finding[] = [];
  for (const error of [...document.errors, ...document.warnings]) {
    const { line } = counter.linePos(error.pos[0]);
    // What follows from a mistake on the same line is no mistake of its own.
    if (findings.some((one) => one.line === line)) continue;
    const [message, mend] = yamlErrorWords(error);
    findings.push({ level: 'error', file, line, code: 'yaml', message, mend });
  }
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
  const line = lazyLines(read);
  if (findings.length === 0) parsed?.keep(content, data, line);
  return { source: { file, data, line }, findings };
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
