import type { EditPath } from './edit.ts';
import { asMap, at } from './loose-data.ts';

/** Keys without which an entry still means something: it is asked always, or of nobody in particular. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  when: ['pages', 'phases', 'attachments', 'next'],
  begins_with: ['pages', 'phases'],
  holder: ['pages', 'phases'],
  after: ['deadline'],
};

const isBelow = (path: EditPath, above: EditPath) =>
  above.every((step, index) => String(step) === String(path[index]));

/** Which entry of a map goes as a whole: a check that can't be reckoned, a notice of no day. */
function wholeEntry(path: EditPath): EditPath | undefined {
  const checks = path.indexOf('checks');
  if (checks >= 0 && path.length > checks + 1) return path.slice(0, checks + 2);
  if (path[0] === 'notices' && path[1] === 'reminder') return path.slice(0, 2);
  return undefined;
}

function goingPlace(path: EditPath, field: EditPath): EditPath | undefined {
  const whole = isBelow(path, field) ? undefined : wholeEntry(path);
  if (whole) return whole;
  const key = path.findLast((step) => typeof step === 'string' && Object.hasOwn(OPTIONAL, step));
  if (key === undefined || !OPTIONAL[key]?.includes(String(path[0]))) return undefined;
  return path.slice(0, path.lastIndexOf(key) + 1);
}

const nameOf = (path: EditPath) => path.join('.');

/** A map of which nothing would be left goes as a whole. */
function wholeMaps(definition: unknown, places: readonly EditPath[]): readonly EditPath[] {
  const going = new Set(places.map(nameOf));
  return places.map((path) => {
    const above = path.slice(0, -1);
    const keys = Object.keys(asMap(at(definition, above)));
    return keys.every((key) => going.has(nameOf([...above, key]))) ? above : path;
  });
}

/**
 * What goes where something is wrong, each place once. Left out is what would change what is owed,
 * written out or meant by a name: that has to be mended by somebody.
 */
export function goingPlaces(
  definition: unknown,
  wrong: readonly EditPath[],
  field: EditPath,
): readonly EditPath[] {
  const found = wrong.map((path) => goingPlace(path, field)).filter((path) => path !== undefined);
  const places = wholeMaps(definition, found);
  return [...new Map(places.map((path) => [nameOf(path), path])).values()];
}
