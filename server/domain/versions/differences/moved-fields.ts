import { type Change, type Data, isMap, structuralChanges } from './structural-changes.ts';

/** Pages may stand in phases, too: the key behind the last `fields`, and the page before it. */
function fieldOf({ path }: Change): { readonly key: string; readonly pages: string } | undefined {
  if (path.at(-2) !== 'fields' || path.at(-4) !== 'pages') return undefined;
  return { key: path.at(-1) as string, pages: path.slice(0, -3).join('.') };
}

export interface MovedField {
  readonly from: Change;
  readonly to: Change;
}

/**
 * A question that is gone from one page and there on another one has moved: that is said once, and
 * what is different about it besides.
 */
export function movedFields(changes: readonly Change[]): {
  readonly moved: readonly MovedField[];
  readonly rest: readonly Change[];
} {
  const removed = new Map<string, Change>();
  for (const change of changes) {
    const field = change.kind === 'removed' ? fieldOf(change) : undefined;
    if (field) removed.set(field.key, change);
  }
  const moved = changes.flatMap((to): MovedField[] => {
    const field = to.kind === 'added' ? fieldOf(to) : undefined;
    const from = field && removed.get(field.key);
    return from && isSameType(from.before, to.after) ? [{ from, to }] : [];
  });
  const told = new Set(moved.flatMap(({ from, to }) => [from, to]));
  const inside = moved.flatMap(({ from, to }) =>
    structuralChanges(from.before, to.after).map(
      (one): Change => ({
        ...one,
        path: [...to.path, ...one.path],
      }),
    ),
  );
  return { moved, rest: [...changes.filter((change) => !told.has(change)), ...inside] };
}

function isSameType(one: Data, other: Data): boolean {
  return isMap(one) && isMap(other) && one['type'] === other['type'];
}
