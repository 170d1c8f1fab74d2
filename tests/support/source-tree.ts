import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseAst } from 'vitest/node';

export const ROOT = resolve(import.meta.dirname, '../..');
const IGNORED = new Set(['node_modules', '.git', 'data', 'coverage', '.tmp']);

export interface ImportLine {
  /** Project path of a file of ours, else the package or `node:` name. */
  readonly target: string;
  readonly typeOnly: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly ImportLine[];
  /**
   * Lines of each function without the methods of the objects that it makes: a function that builds
   * a store is a class in other words, and its methods are measured on their own.
   */
  readonly functions: readonly { readonly name: string; readonly lines: number }[];
  readonly readsEnvironment: boolean;
  /** Nothing but `export … from`. */
  readonly isBarrel: boolean;
}

/** Project paths of all files below a folder, sorted. */
export function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split('/').some((part) => IGNORED.has(part)))
    .sort();
}

export const readText = (path: string) => readFileSync(join(ROOT, path), 'utf8');

export const topLevel = () => readdirSync(ROOT).filter((name) => !IGNORED.has(name));

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function walk(node: Node, parent: Node | undefined, visit: (node: Node, parent?: Node) => void) {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, node, visit);
    }
  }
}

const nameOf = (node: unknown): string | undefined =>
  isNode(node)
    ? ((node['name'] as string) ?? nameOf(node['callee']) ?? nameOf(node['object']))
    : undefined;

function isTypeOnly(node: Node): boolean {
  if (node['importKind'] === 'type' || node['exportKind'] === 'type') return true;
  const parts = (node['specifiers'] ?? []) as Node[];
  const kind = node.type === 'ImportDeclaration' ? 'importKind' : 'exportKind';
  return parts.length > 0 && parts.every((part) => part[kind] === 'type');
}

function importLine(path: string, node: Node): ImportLine | undefined {
  const literal = node['source'];
  if (!isNode(literal) || typeof literal['value'] !== 'string') return undefined;
  const specifier = literal['value'];
  const target = specifier.startsWith('.') ? join(dirname(path), specifier) : specifier;
  return { target, typeOnly: isTypeOnly(node) };
}

const IMPORTS = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
]);
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

interface FoundFunction {
  readonly node: Node;
  readonly name: string;
  readonly isMethod: boolean;
}

const isMethod = (parent: Node | undefined) =>
  parent?.type === 'MethodDefinition' || parent?.type === 'Property';

function functionName(node: Node, parent: Node | undefined): string {
  const named = [node['id'], parent?.['id'], parent?.['key'], parent];
  return named.map(nameOf).find((name) => name !== undefined) ?? '(nameless)';
}

function ownLines(one: FoundFunction, all: readonly FoundFunction[], text: string): number {
  const count = ({ node }: FoundFunction) => text.slice(node.start, node.end).split('\n').length;
  let from = one.node.start;
  let lines = count(one);
  for (const other of all) {
    const inside = other !== one && other.node.start >= from && other.node.end <= one.node.end;
    if (!inside || !other.isMethod) continue;
    lines -= count(other);
    from = other.node.end; // methods of methods are gone with them
  }
  return lines;
}

/** The facts of one TypeScript or JavaScript file that the rules of the house look at. */
export function parseSource(path: string, text: string): SourceFile {
  const program = parseAst(text, { lang: 'ts', astType: 'ts' }, path) as unknown as Node;
  const imports: ImportLine[] = [];
  const found: FoundFunction[] = [];
  let readsEnvironment = false;
  walk(program, undefined, (node, parent) => {
    if (IMPORTS.has(node.type)) {
      const line = importLine(path, node);
      if (line) imports.push(line);
    } else if (FUNCTIONS.has(node.type)) {
      found.push({ node, name: functionName(node, parent), isMethod: isMethod(parent) });
    } else if (node.type === 'MemberExpression') {
      readsEnvironment ||=
        nameOf(node['object']) === 'process' && nameOf(node['property']) === 'env';
    }
  });
  const functions = found.map((one) => ({ name: one.name, lines: ownLines(one, found, text) }));
  const body = program['body'] as Node[];
  const isBarrel =
    body.length > 0 && body.every((node) => /^Export/.test(node.type) && isNode(node['source']));
  return { path, text, imports, functions, readsEnvironment, isBarrel };
}

export function sourcesBelow(folder: string): SourceFile[] {
  return filesBelow(folder, /\.m?ts$|\.mjs$/).map((path) => parseSource(path, readText(path)));
}
