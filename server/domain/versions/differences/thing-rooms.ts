import type { EditPath } from '../../builder/edit.ts';
import { asMap } from '../../builder/loose-data.ts';
import { type LoosePage, loosePages } from '../../builder/loose-pages.ts';
import type { DifferenceNames } from './place-words.ts';
import { type Data, isMap } from './structural-changes.ts';

export type RenamedKind = 'page' | 'field' | 'option' | 'fee_line' | 'attachment' | 'named';

export interface Entry {
  readonly name: string;
  readonly path: EditPath;
  readonly data: Data;
}

/** Things that stand beside each other, before and after. */
export interface Room {
  readonly kind: RenamedKind;
  readonly was: readonly Entry[];
  readonly is: readonly Entry[];
  /** How residents read it; '' says nothing. */
  text(entry: Entry): string;
  /** What else makes it that one; '' says nothing. */
  mark?(entry: Entry): string;
  readonly within?: string;
  readonly page?: string;
}

function entriesOf(data: unknown, path: EditPath): Entry[] {
  return Object.entries(asMap(data)).map(([name, one]) => ({
    ...{ name, path: [...path, name], data: one as Data },
  }));
}

/** Questions of a page by name and kind, in whatever order. */
const questionsOf = ({ fields }: LoosePage) =>
  fields
    .map(({ key, source }) => `${key}:${source['type']}`)
    .sort()
    .join(' ');

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
  const marks = new Map([...before, ...after].map((page) => [page.source, questionsOf(page)]));
  return [...new Set(after.map(prefixOf))].map(
    (prefix): Room => ({
      kind: 'page',
      ...{ was: entries(before, prefix), is: entries(after, prefix) },
      text: ({ data }) => text(asMap(data)['title']),
      mark: ({ data }) => marks.get(data as LoosePage['source']) ?? '',
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

/** Everything whose name others use, before and after; pages first. */
export function thingRooms(
  before: unknown,
  after: unknown,
  names: DifferenceNames,
): readonly Room[] {
  const [was, is] = [loosePages(before), loosePages(after)];
  const fields = is.flatMap((page) => {
    const old = was.find((one) => one.id === page.id && prefixOf(one) === prefixOf(page));
    return old === undefined ? [] : fieldRooms(old, page, names);
  });
  return [...pageRooms(was, is, names), ...fields, ...otherRooms(before, after, names)];
}
