import type { EditPath } from '../../builder/edit.ts';
import { asMap } from '../../builder/loose-data.ts';
import type { DifferenceNames } from './place-words.ts';
import { isMap, isSame } from './structural-changes.ts';
import { type Entry, type RenamedKind, type Room, thingRooms } from './thing-rooms.ts';

/** Something that stands there as it stood, under another name. */
export interface RenamedThing {
  readonly kind: RenamedKind;
  /** Where it stood. */
  readonly path: EditPath;
  readonly from: string;
  readonly to: string;
  /** As residents read it; of an option with its question. */
  readonly text: string;
  /** Its page, where it is on one. */
  readonly page?: string;
}

const typeOf = ({ data }: Entry) => asMap(data)['type'];

/**
 * The same text and kind, a page that asks the same, or the same in everything at the same place
 * among the others.
 */
function isAlike(room: Room, one: Entry, other: Entry): boolean {
  const text = room.text(one);
  const isSameText = text !== '' && text === room.text(other) && typeOf(one) === typeOf(other);
  const mark = room.mark?.(one) ?? '';
  const isSameMark = mark !== '' && mark === room.mark?.(other);
  const isSamePlace = room.was.indexOf(one) === room.is.indexOf(other);
  return (
    isSameText || isSameMark || (isSamePlace && isMap(one.data) && isSame(one.data, other.data))
  );
}

/** Of those that are gone and those that came: where only one can be meant. */
function renamedIn(room: Room): RenamedThing[] {
  const names = (entries: readonly Entry[]) => new Set(entries.map(({ name }) => name));
  const [before, after] = [names(room.was), names(room.is)];
  const gone = room.was.filter(({ name }) => !after.has(name));
  const came = room.is.filter(({ name }) => !before.has(name));
  return gone.flatMap((one): RenamedThing[] => {
    const [only, ...others] = came.filter((other) => isAlike(room, one, other));
    if (only === undefined || others.length > 0) return [];
    if (gone.filter((other) => isAlike(room, other, only)).length > 1) return [];
    const own = room.text(only) || only.name;
    const text = room.within === undefined ? own : `${room.within}」の「${own}`;
    const { kind, page } = room;
    return [
      {
        ...{ kind, path: one.path, from: one.name, to: only.name, text },
        ...(page !== undefined && { page }),
      },
    ];
  });
}

/** What only has another name now; pages first, because questions are looked for page by page. */
export function renamedThings(
  before: unknown,
  after: unknown,
  names: DifferenceNames,
): readonly RenamedThing[] {
  return thingRooms(before, after, names).flatMap(renamedIn);
}
