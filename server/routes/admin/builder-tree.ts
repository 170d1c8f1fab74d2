import { LRUCache } from 'lru-cache';
import type { EditPath, EditValue } from '../../domain/builder/edit.ts';
import type { DefinitionSources } from '../../domain/procedures/procedure.ts';
import { readSource } from '../../domain/procedures/source-file.ts';

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

/** Every change makes another text; an afternoon of somebody's work is no more than this. */
const read = new LRUCache<string, { readonly tree: Tree | undefined }>({ max: 12 });

/** What definition.yaml says; undefined where it can't be read as YAML. */
export function definitionTree(files: DefinitionSources): Tree | undefined {
  const text = files['definition.yaml'] ?? '';
  let found = read.get(text);
  if (found === undefined) {
    const { source, findings } = readSource('definition.yaml', text);
    found = { tree: findings.length === 0 && isTree(source.data) ? source.data : undefined };
    read.set(text, found);
  }
  return found.tree;
}
