import type { EditPath } from '../../builder/edit.ts';
import { asMap } from '../../builder/loose-data.ts';
import { type LoosePage, loosePages } from '../../builder/loose-pages.ts';
import type { DifferenceNames } from './place-words.ts';
import { type Data, isMap, isSame } from './structural-changes.ts';

export type RenamedKind = 'page' | 'field' | 'option' | 'fee_line' | 'attachment' | 'named';

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

interface Entry {
  readonly name: string;
  readonly path: EditPath;
  readonly data: Data;
}

/** Things that stand beside each other, before and after. */
interface Room {
  readonly kind: RenamedKind;
  readonly was: readonly Entry[];
  readonly is: readonly Entry[];
  /** How residents read it; '' says nothing. */
  text(entry: Entry): string;
  readonly within?: string;
  readonly page?: string;
}

const typeOf = ({ data }: Entry) => asMap(data)['type'];

/** The same text and kind, or the same in everything at the same place among the others. */
function isAlike(room: Room, one: Entry, other: Entry): boolean {
  const text = room.text(one);
  const isSameText = text !== '' && text === room.text(other) && typeOf(one) === typeOf(other);
  const isSamePlace = room.was.indexOf(one) === room.is.indexOf(other);
  return isSameText || (isSamePlace && isMap(one.data) && isSame(one.data, other.data));
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

function entriesOf(data: unknown, path: EditPath): Entry[] {
  return Object.entries(asMap(data)).map(([name, one]) => ({
    ...{ name, path: [...path, name], data: one as Data },
  }));
}

const prefixOf = ({ path }: LoosePage) => path.slice(0, -1).join('.');

function pageRooms(
  before: readonly LoosePage[],
  after: readonly LoosePage[],
  { text }: DifferenceNames,
) {
  const entries = (pages: readonly LoosePage[], prefix: string) =>
    pages
      .filter((page) => prefixOf(page) === prefix)
      .map(({ id, path, source }) => ({ name: id, path, data: source as Data }));
  return [...new Set(after.map(prefixOf))].map(
    (prefix): Room => ({
      kind: 'page',
      ...{ was: entries(before, prefix), is: entries(after, prefix) },
      text: ({ data }) => text(asMap(data)['title']),
    }),
  );
}

/** Questions of one page, each table's own among themselves, and the options of each. */
function fieldRooms(was: LoosePage, is: LoosePage, names: DifferenceNames): Room[] {
  const page = names.text(is.source['title']) || is.id;
  const entries = ({ fields }: LoosePage, list: string | undefined) =>
    fields
      .filter((field) => field.list === list)
      .map(({ id, path, source }) => ({ name: id, path, data: source as Data }));
  const label = ({ name, data }: Entry) => names.label(name, isMap(data) ? data : {});
  const lists = [...new Set(is.fields.map(({ list }) => list))];
  const options = is.fields.flatMap((field): Room[] => {
    const old = was.fields.find(({ key }) => key === field.key);
    if (old === undefined) return [];
    const at = [...old.path, 'options'];
    return [
      {
        ...{ kind: 'option', page, within: names.label(field.id, field.source as never) },
        was: entriesOf(old.source['options'], at),
        is: entriesOf(field.source['options'], at),
        text: ({ data }) => names.text(isMap(data) ? data['text'] : data),
      },
    ];
  });
  return [
    ...lists.map(
      (list): Room => ({
        ...{ kind: 'field', page, text: label },
        ...{ was: entries(was, list), is: entries(is, list) },
      }),
    ),
    ...options,
  ];
}

function otherRooms(before: unknown, after: unknown, { text }: DifferenceNames): Room[] {
  const [was, is] = [asMap(before), asMap(after)];
  const label = ({ data }: Entry) => text(asMap(data)['label']);
  const lines = (fee: unknown) => {
    const written = asMap(fee)['lines'];
    return (Array.isArray(written) ? written : []).map((data: Data, at) => ({
      ...{ name: String(asMap(data)['item']), path: ['fee', 'lines', at], data },
    }));
  };
  const formula = ({ data }: Entry) => (isMap(data) ? '' : String(data));
  const named = (key: string, kind: RenamedKind, textOf: Room['text']): Room => ({
    ...{ kind, text: textOf },
    ...{ was: entriesOf(was[key], [key]), is: entriesOf(is[key], [key]) },
  });
  return [
    named('attachments', 'attachment', label),
    named('conditions', 'named', formula),
    named('calculations', 'named', formula),
    { kind: 'fee_line', was: lines(was['fee']), is: lines(is['fee']), text: label },
  ];
}

/** What only has another name now; pages first, because questions are looked for page by page. */
export function renamedThings(
  before: unknown,
  after: unknown,
  names: DifferenceNames,
): readonly RenamedThing[] {
  const [was, is] = [loosePages(before), loosePages(after)];
  const fields = is.flatMap((page) => {
    const old = was.find((one) => one.id === page.id && prefixOf(one) === prefixOf(page));
    return old === undefined ? [] : fieldRooms(old, page, names);
  });
  const rooms = [...pageRooms(was, is, names), ...fields, ...otherRooms(before, after, names)];
  return rooms.flatMap(renamedIn);
}
