import type { BuilderDesk } from './builder-desk.ts';
import type { Tree } from './builder-tree.ts';

/** A key that no option has had yet: answers that were given keep their meaning. */
export function freeKey(stem: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  for (let number = 1; ; number++) {
    const key = number === 1 && stem !== 'option' ? stem : `${stem}_${number}`;
    if (!used.has(key)) return key;
  }
}

/** All names that a question may not have any more: they are one namespace. */
export function takenKeys({ pages, tree }: BuilderDesk): readonly string[] {
  const fields = pages.flatMap((page) => [
    page.repeat ?? '',
    ...page.fields.flatMap((field) => [field.key, ...field.fields.map(({ key }) => key)]),
  ]);
  return [
    ...fields,
    ...['conditions', 'calculations'].flatMap((key) => Object.keys((tree[key] as Tree) ?? {})),
  ];
}
