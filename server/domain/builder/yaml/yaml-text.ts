import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {
  PARSING,
  type ParsedFiles,
  type ReadDocument,
  readSource,
} from '../../procedures/source-file.ts';
import type { EditPath } from '../edit.ts';

export type Collection = YAMLMap<unknown, unknown> | YAMLSeq<unknown>;

/** A YAML file as text with what stands where; edits cut and paste in the text, so the rest stays as it is. */
export interface YamlText extends ReadDocument {
  readonly text: string;
  readonly eol: string;
  /** What it says, by the name under which it was asked. */
  readonly sources: Map<string, ReturnType<typeof readSource>>;
}

/** An entry of a map or list, with the way to it. */
export interface Spot {
  readonly collection: Collection;
  readonly index: number;
  /** Absent for an entry of the top. */
  readonly above?: Spot;
}

/** The texts around one change: each of them is asked for several times, and never changed. */
const recent: YamlText[] = [];
const MOST_RECENT = 4;

export function openYaml(text: string): YamlText {
  const known = recent.find((one) => one.text === text);
  if (known) return known;
  const counter = new LineCounter();
  const options = { ...PARSING, keepSourceTokens: true, lineCounter: counter };
  const document = parseDocument(text, options);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const opened: YamlText = { text, document, counter, eol, sources: new Map() };
  recent.unshift(opened);
  recent.length = Math.min(recent.length, MOST_RECENT);
  return opened;
}

/** What the file says; around a change it is read once. */
export function openSource(
  file: string,
  text: string,
  parsed?: ParsedFiles,
): ReturnType<typeof readSource> {
  if (parsed?.find(text)) return readSource(file, text, parsed, openYaml);
  const { sources } = openYaml(text);
  const read = sources.get(file) ?? readSource(file, text, undefined, openYaml);
  sources.set(file, read);
  if (read.findings.length === 0) parsed?.keep(text, read.source.data, read.source.line);
  return read;
}

/** Names for parts of a file (&a, *a, !tag): nobody edits these by form, because one place is many. */
export function hasMarks({ document }: YamlText): boolean {
  let found = false;
  visit(document, {
    Node(_key, node) {
      const { anchor, tag } = node as { anchor?: string; tag?: string };
      const written = isNode(node) && (node as { srcToken?: unknown }).srcToken !== undefined;
      if (isAlias(node) || anchor !== undefined || (written && isExplicit(tag))) found = true;
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}

/** The library names the plain kinds itself. */
function isExplicit(tag: string | undefined): boolean {
  return tag !== undefined && !/^tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)$/.test(tag);
}

/** The whole file as maps and lists, in the order of the file. */
export function modelOf({ document }: YamlText): unknown {
  return document.toJS({ mapAsMap: true, maxAliasCount: 0 });
}

export function isCollection(node: unknown): node is Collection {
  return isMap(node) || isSeq(node);
}

export function keyText(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

export function indexOf(collection: Collection, step: string | number): number {
  if (isSeq(collection)) {
    const index = Number(step);
    return Number.isInteger(index) && index >= 0 && index < collection.items.length ? index : -1;
  }
  return collection.items.findIndex((pair) => keyText(pair as Pair) === String(step));
}

/** What an entry holds; undefined for `key:` with nothing behind it. */
export function valueAt({ collection, index }: Spot): Node | undefined {
  const item = collection.items[index];
  const value = isMap(collection) ? (item as Pair).value : item;
  return isNode(value) ? value : undefined;
}

/** The entry at that path; undefined where there is none (or for the top itself). */
export function spotAt({ document }: YamlText, path: EditPath): Spot | undefined {
  let node: unknown = document.contents;
  let spot: Spot | undefined;
  for (const step of path) {
    if (!isCollection(node)) return undefined;
    const index = indexOf(node, step);
    if (index < 0) return undefined;
    spot = { collection: node, index, ...(spot && { above: spot }) };
    node = valueAt(spot);
  }
  return spot;
}

/** The map or list at that path. */
export function collectionAt(yaml: YamlText, path: EditPath): Collection | undefined {
  const node = path.length === 0 ? yaml.document.contents : nodeAt(yaml, path);
  return isCollection(node) ? node : undefined;
}

function nodeAt(yaml: YamlText, path: EditPath): unknown {
  if (path.length === 0) return yaml.document.contents;
  const spot = spotAt(yaml, path);
  return spot && valueAt(spot);
}

/** Nothing is written there: no node, or `key:` alone. */
export function isBlank(node: unknown): boolean {
  return (
    node === undefined ||
    node === null ||
    (isScalar(node) && (node.source ?? '') === '' && node.value === null)
  );
}
