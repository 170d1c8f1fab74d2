import type { EditPath } from '../../domain/builder/edit.ts';
import { nameOf } from './builder-input.ts';
import { type BuilderScreen, entriesOf, formsOf } from './builder-screen.ts';
import { isTree, type Tree, textOf } from './builder-tree.ts';

/** What a finding is about on a page: its form and the input in it, or an entry of a list. */
export interface Aim {
  readonly form?: string;
  readonly input?: string;
  readonly entry?: string;
}

/** Names of entries (`pages.owner`) as their positions; as far as the path leads. */
function positions(tree: Tree, place: string): EditPath {
  let node: unknown = tree;
  return place.split('.').map((step) => {
    if (!Array.isArray(node)) {
      node = isTree(node) ? node[step] : undefined;
      return step;
    }
    const named = node.findIndex(
      (entry) => isTree(entry) && (textOf(entry['id']) || textOf(entry['item'])) === step,
    );
    const at = named >= 0 ? named : Number(step);
    node = node[at];
    return at;
  });
}

/** How many steps both have, where one leads to or into the other; else 0. */
function nearness(own: EditPath, wanted: EditPath): number {
  const both = Math.min(own.length, wanted.length);
  const isSame = own.slice(0, both).every((step, at) => String(step) === String(wanted[at]));
  return isSame ? both : 0;
}

/**
 * The form and input that stand closest to a place of the file, so that "mend it" opens exactly there.
 * @param place as findings name it: `pages.owner.fields.phone.label`
 */
export function aimOf(tree: Tree, screen: BuilderScreen, place: string): Aim | undefined {
  const wanted = positions(tree, place);
  let best: { readonly aim: Aim; readonly score: number } | undefined;
  for (const { id: form, path, inputs, make } of formsOf(screen)) {
    const aims: { aim: Aim; own: EditPath }[] = [
      ...inputs.map((one) => ({
        aim: { form, input: nameOf(one.path) },
        own: [...path, ...one.path],
      })),
      { aim: { form }, own: path },
    ];
    for (const { aim, own } of aims) {
      // What makes something new stands where a list is: only an input of its own that is meant is it.
      if (make && (aim.input === undefined || own.length !== wanted.length)) continue;
      const score = nearness(own, wanted);
      if (score > (best?.score ?? 0)) best = { aim, score };
    }
  }
  if (best) return best.aim;
  const steps = place.split('.').slice(0, 2);
  const entry = entriesOf(screen).find(({ id }) => steps.includes(id))?.id;
  return entry === undefined ? undefined : { entry };
}

/** The page's address with the place on it. */
export const aimedHref = (href: string, place: string): string =>
  `${href}?at=${encodeURIComponent(place)}`;
