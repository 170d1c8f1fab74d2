import type { GatePlace } from './gate-finding.ts';
import type { GateSubject } from './gate-subject.ts';

type Keys = readonly PropertyKey[];

/**
 * A path as people and addresses say it: entries of lists by their id (or item), not by their number,
 * so that it stays right when the order changes: `pages.owner.fields.phone.label`.
 */
export function namedPath(data: unknown, path: Keys): string {
  let node = data;
  const names: string[] = [];
  for (const key of path) {
    const entry = child(node, key);
    names.push(typeof key === 'number' ? (idOf(entry) ?? String(key)) : String(key));
    node = entry;
  }
  return names.join('.');
}

function child(node: unknown, key: PropertyKey): unknown {
  return typeof node === 'object' && node !== null
    ? (node as Record<PropertyKey, unknown>)[key]
    : undefined;
}

function idOf(entry: unknown): string | undefined {
  const id = child(entry, 'id') ?? child(entry, 'item');
  return typeof id === 'string' ? id : undefined;
}

/** A place in definition.yaml. */
export function definitionPlace({ compilation }: GateSubject, path: Keys): GatePlace {
  const { source } = compilation.written ?? {};
  return {
    file: 'definition.yaml',
    ...(source && { line: source.line(path), path: namedPath(source.data, path) }),
  };
}

/** A text in a language's file, by its key. */
export function textPlace(locale: string, key: string): GatePlace {
  return { file: `${locale}.yaml`, path: key };
}
