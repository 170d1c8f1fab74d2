import { KEY_WORDS, PATH_WORDS } from './key-words.ts';
import { asMap, type Data, type DataMap, isMap } from './structural-changes.ts';

/** How questions, texts and kinds of questions are called; phrases and shared words included. */
export interface DifferenceNames {
  /** A text, or the phrase that it stands for, without readings. */
  text(value: unknown): string;
  /** A question's label, as residents read it. */
  label(id: string, field: DataMap): string;
  /** 「電話番号」 for `phone`. */
  type(type: string): string;
}

/** A place in a definition: what admins call what lies there, from the outside in. */
export interface Place {
  /** 『飼い主』のページ; undefined outside of pages. */
  readonly page?: string;
  /** The question, document, fee line … that it is about: 『電話』. */
  readonly thing?: string;
  readonly kind: PlaceKind;
  /** Keys below the thing. */
  readonly rest: readonly string[];
}

type PlaceKind = 'page' | 'field' | 'attachment' | 'fee_line' | 'phase' | 'part';

const at = (data: Data, key: string): Data => asMap(data)?.[key];

const quoted = (name: string) => `『${name}』`;

function nameOf(names: DifferenceNames, entry: Data, key: string): string {
  const map = isMap(entry) ? entry : {};
  const written = map['title'] ?? map['label'] ?? map['text'];
  return names.text(written) || key;
}

/** Both definitions: what is gone has its name in the old one. */
export interface Both {
  readonly before: Data;
  readonly after: Data;
}

/** Walks the path as far as things have names of their own. */
export function placeOf(path: readonly string[], both: Both, names: DifferenceNames): Place {
  let { before, after } = both;
  let place: Place = { kind: 'part', rest: path };
  for (let index = 0; index + 1 < path.length; index += 2) {
    const [room = '', key = ''] = path.slice(index, index + 2);
    if (room === 'fee' || room === 'estimate') {
      if (key !== 'lines' || path[index + 2] === undefined) return place;
      const line = path[index + 2] as string;
      const found =
        at(at(at(after, room), 'lines'), line) ?? at(at(at(before, room), 'lines'), line);
      const thing = quoted(nameOf(names, found, line));
      return { ...place, kind: 'fee_line', thing, rest: path.slice(index + 3) };
    }
    const [was, is] = [at(at(before, room), key), at(at(after, room), key)];
    const entry = is ?? was;
    const rest = path.slice(index + 2);
    if (room === 'pages')
      place = { ...place, kind: 'page', page: quoted(nameOf(names, entry, key)), rest };
    else if (room === 'fields' && isMap(entry)) {
      const thing =
        (place.kind === 'field' ? (place.thing ?? '') : '') + quoted(names.label(key, entry));
      place = { ...place, kind: 'field', thing, rest };
    } else if (room === 'attachments' && place.kind === 'part') {
      place = { ...place, kind: 'attachment', thing: quoted(nameOf(names, entry, key)), rest };
    } else if (room === 'phases') {
      place = { ...place, kind: 'phase', thing: quoted(nameOf(names, entry, key)), rest };
    } else return place;
    [before, after] = [was, is];
  }
  return place;
}

const NAMELESS = new Set(['notes', 'checks', 'end_if', 'next', 'ready']);

/** Keys in words: 「受付期間の始まり」. What has no word stays as it is written in the file. */
export function keyWords(keys: readonly string[]): string {
  const whole = PATH_WORDS[keys.join('.')];
  if (whole !== undefined) return whole;
  // 注意書き and the like have no name but their key, which says nothing: their texts tell them apart.
  const told = keys.filter((_, at) => !NAMELESS.has(keys[at - 1] ?? ''));
  return told.map((key) => KEY_WORDS[key] ?? `「${key}」`).join('の');
}
