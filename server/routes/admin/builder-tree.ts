import { LRUCache } from 'lru-cache';
import type { EditPath, EditValue } from '../../domain/builder/edit.ts';
import { openSource } from '../../domain/builder/yaml/yaml-text.ts';
import type { DefinitionSources } from '../../domain/procedures/procedure.ts';
import type { ParsedFiles } from '../../domain/procedures/source-file.ts';

/** A map of definition.yaml as it is written; it need not be a right one yet. */
export type Tree = Readonly<Record<string, unknown>>;

const EMPTY: Tree = {};

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const treeOf = (value: unknown): Tree => (isTree(value) ? value : EMPTY);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

export function valueAt(tree: unknown, path: EditPath): EditValue | undefined {
  let found = tree;
  for (const step of path) {
    if (Array.isArray(found)) found = found[Number(step)];
    else if (isTree(found) && Object.hasOwn(found, step)) found = found[step];
    else return undefined;
  }
  return found as EditValue | undefined;
}

/** Of a version's files one changes at a time; an afternoon of somebody's work is no more than this. */
const contents = new LRUCache<string, NonNullable<ReturnType<ParsedFiles['find']>>>({ max: 40 });

/** Read once for the forms, the checks and the preview. */
export const parsedFiles: ParsedFiles = {
  find: (content) => contents.get(content),
  keep(content, data, line) {
    // Asked once: what it then knows is small, and the document can go.
    line([]);
    contents.set(content, { data, line });
  },
};

/** What definition.yaml says; undefined where it can't be read as YAML. */
export function definitionTree(files: DefinitionSources): Tree | undefined {
  const text = files['definition.yaml'] ?? '';
  const { source, findings } = openSource('definition.yaml', text, parsedFiles);
  return findings.length === 0 && isTree(source.data) ? source.data : undefined;
}
