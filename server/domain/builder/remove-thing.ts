import { allThings, isWithin } from './all-things.ts';
import type { EditPath } from './edit.ts';
import { asMap, at } from './loose-data.ts';
import type { Use } from './use.ts';
import { usesOf } from './uses.ts';
import { removeAt } from './yaml/change-file.ts';

export interface Leanings {
  /** What still needs it: it can't be taken away before. */
  readonly needing: readonly Use[];
  /** What example cases say of it and what it is called, which goes with it. */
  readonly tried: readonly Use[];
}

/** What leans on the things at that path and below it. */
export function leaningsOn(definition: unknown, path: EditPath): Leanings {
  const things = allThings(definition);
  const inside = things.filter((one) => isWithin(one.path, path));
  // A list is gone only with the last page that asks for its rows.
  const stays = ({ path: own, thing }: (typeof things)[number]) =>
    thing.kind === 'repeat' &&
    things.some(
      (other) =>
        other.thing.kind === 'repeat' &&
        other.thing.name === thing.name &&
        !isWithin(other.path, path) &&
        own !== other.path,
    );
  const uses = inside
    .filter((one) => !stays(one))
    .flatMap(({ thing }) => usesOf(definition, thing))
    .filter((use) => !isWithin(use.path, path));
  return { needing: uses.filter(({ needs }) => needs), tried: uses.filter(({ needs }) => !needs) };
}

/** Later ones of a list first, so that those before them keep their position. */
function backwards(one: EditPath, other: EditPath): number {
  const index = one.findIndex((step, at) => String(step) !== String(other[at]));
  const [a, b] = [one[index], other[index]];
  if (index < 0 || a === undefined || b === undefined) return other.length - one.length;
  return typeof a === 'number' && typeof b === 'number'
    ? b - a
    : String(b).localeCompare(String(a));
}

/** Empty `errors` would expect that nothing is wrong: with its last entry the whole of it goes, names too. */
function goes(definition: unknown, { path }: Use): EditPath {
  const above = path.slice(0, -1);
  const isLast = Object.keys(asMap(at(definition, above))).length === 1;
  return isLast && ['errors', 'values', 'names'].includes(String(above.at(-1))) ? above : path;
}

/** The text of the definition without what example cases say of a thing. */
export function withoutTried(text: string, definition: unknown, tried: readonly Use[]): string {
  const paths = tried.map((use) => goes(definition, use)).toSorted(backwards);
  return paths.reduce((own, path) => removeAt(own, path) ?? own, text);
}
