import { formatYen } from '../../../lib/yen.ts';
import { VALUE_WORDS } from './key-words.ts';
import { type Both, type DifferenceNames, keyWords, type Place, placeOf } from './place-words.ts';
import { type Change, type Data, isMap } from './structural-changes.ts';

/** One difference, as an admin reads it. */
export interface Difference {
  /** What it belongs to: 「ページ『飼い主』」, 「手数料」. */
  readonly group: string;
  /** A sentence: 「『電話』が必須になりました」. */
  readonly text: string;
  /** Where the sentence does not say it already. */
  readonly before?: string;
  readonly after?: string;
}

interface Said {
  readonly text: string;
  readonly before?: Data;
  readonly after?: Data;
}

type Say = (change: Change, place: Place, names: DifferenceNames) => Said | undefined;

const isOn = (value: Data) => value !== false;

/** 『電話』 of a question, 『飼い主』のページ of a page, 手数料『登録料』 of a line. */
function subject({ kind, page = '', thing = '' }: Place): string {
  if (kind === 'page') return `${page}のページ`;
  if (kind === 'fee_line') return `手数料${thing}`;
  if (kind === 'attachment') return `書類${thing}`;
  if (kind === 'phase') return `次の届出${thing}`;
  return thing;
}

/** The thing as a whole came, went, or stands elsewhere now. */
const wholeThing: Say = ({ kind }, place) => {
  if (place.rest.length > 0 || place.kind === 'part') return undefined;
  const what = subject(place);
  if (kind === 'added') return { text: `${what}が加わりました` };
  if (kind === 'removed') return { text: `${what}がなくなりました` };
  return kind === 'moved' ? { text: `${what}の順番が変わりました` } : undefined;
};

const required: Say = ({ after, kind }, place) => {
  if (place.kind !== 'field' || place.rest.join() !== 'required') return undefined;
  const must = kind === 'removed' || isOn(after);
  return { text: `${subject(place)}が${must ? '必須' : '任意'}になりました` };
};

const shownWhen: Say = ({ kind, before, after }, place) => {
  if (place.kind === 'part' || place.rest.join() !== 'when') return undefined;
  const what = subject(place);
  const does = place.kind === 'fee_line' ? 'かかる' : '出る';
  if (kind === 'added')
    return { text: `${what}が、条件に合うときだけ${does}ようになりました`, after };
  if (kind === 'removed') return { text: `${what}が、いつも${does}ようになりました`, before };
  return { text: `${what}が${does}条件が変わりました`, before, after };
};

const renamed: Say = ({ kind, before, after }, place, names) => {
  const isName = ['label', 'title'].includes(place.rest.join());
  if (place.kind === 'part' || !isName || kind !== 'changed') return undefined;
  const what = place.kind === 'page' ? 'ページの題名' : '名前';
  return { text: `${what}が『${names.text(before)}』から『${names.text(after)}』になりました` };
};

const typeChanged: Say = ({ before, after }, place, names) => {
  if (place.kind !== 'field' || place.rest.join() !== 'type') return undefined;
  const [was, is] = [names.type(String(before)), names.type(String(after))];
  return { text: `${subject(place)}の種類が「${was}」から「${is}」になりました` };
};

function optionText(option: Data, names: DifferenceNames, key: string): string {
  return names.text(isMap(option) ? option['text'] : option) || key;
}

const option: Say = ({ kind, before, after }, place, names) => {
  const [room, key = '', ...below] = place.rest;
  if (place.kind !== 'field' || room !== 'options' || key === '' || below.length > 1)
    return undefined;
  const what = subject(place);
  const name = optionText(after ?? before, names, key);
  const isText = below.length === 0 || below[0] === 'text';
  if (!isText) return undefined;
  if (kind === 'added') return { text: `${what}に選択肢「${name}」が加わりました` };
  if (kind === 'removed') return { text: `${what}の選択肢「${name}」がなくなりました` };
  if (kind === 'moved') return { text: `${what}の選択肢「${key}」の順番が変わりました` };
  const was = optionText(before, names, key);
  return { text: `${what}の選択肢「${was}」が「${name}」になりました` };
};

/** A number is yen; anything else is an expression, or the name of an amount of the town. */
function yenText(value: Data): string {
  if (value === undefined) return 'なし';
  const number = Number(value);
  return Number.isInteger(number) ? formatYen(number, 'ja') : `「${String(value)}」`;
}

const amount: Say = ({ before, after }, place) => {
  if (place.kind !== 'fee_line' || place.rest.join() !== 'yen') return undefined;
  const text = `${subject(place)}の金額が ${yenText(before)} から ${yenText(after)} になりました`;
  return { text };
};

const wholeFee: Say = ({ kind, before, after }, { rest }) => {
  if (rest.join() !== 'fee') return undefined;
  if (kind === 'added') return { text: '手数料がかかるようになりました', after };
  if (kind === 'removed') return { text: '手数料がかからなくなりました', before };
  return undefined;
};

/** Anything else: the place in words, what was and what is. */
function fallback({ kind, before, after }: Change, place: Place): Said {
  const of = subject(place);
  const keys = keyWords(place.rest);
  const what = [of, keys].filter(Boolean).join('の');
  if (kind === 'added') return { text: `${what}が加わりました`, after };
  if (kind === 'removed') return { text: `${what}がなくなりました`, before };
  if (kind === 'moved') return { text: `${what}の順番が変わりました` };
  return { text: `${what}が変わりました`, before, after };
}

const SAYERS: readonly Say[] = [
  wholeThing,
  required,
  shownWhen,
  renamed,
  typeChanged,
  option,
  amount,
  wholeFee,
];

/** A value on one or several lines: texts as they are read, lists and maps as they are written. */
function valueText(value: Data, path: readonly string[], names: DifferenceNames): string {
  if (Array.isArray(value)) return value.map((one) => valueText(one, [], names)).join('、');
  if (isMap(value)) {
    return Object.entries(value)
      .map(([key, one]) => `${keyWords([key])}：${valueText(one, [key], names)}`)
      .join('\n');
  }
  const written = names.text(value) || String(value);
  const short = path.at(-1) ?? '';
  const keys = [`${path.slice(-2).join('.')}.${value}`, `${short}.${value}`, String(value)];
  return keys.map((key) => VALUE_WORDS[key]).find(Boolean) ?? written;
}

/** What fits into the sentence itself. */
const SHORT = 16;

const ROOMS = new Set(['fee', 'window', 'attachments', 'withdraw', 'review', 'retention']);

function groupOf({ page, kind, thing = '', rest }: Place, [room = '']: readonly string[]): string {
  if (page !== undefined) return `ページ${page}`;
  if (kind === 'phase') return `次の届出${thing}`;
  if (kind === 'fee_line') return '手数料';
  const isRoom = rest.length > 1 || ROOMS.has(room);
  return isRoom ? keyWords([room]) : '手続きの全体';
}

/** The sentence for a change; everything has one. */
export function sayChange(change: Change, both: Both, names: DifferenceNames): Difference {
  const place = placeOf(change.path, both, names);
  const said =
    SAYERS.map((say) => say(change, place, names)).find(Boolean) ?? fallback(change, place);
  const value = (data: Data) => valueText(data, change.path, names);
  const group = groupOf(place, change.path);
  if (change.kind === 'changed' && said.before !== undefined && said.after !== undefined) {
    const [was, is] = [value(said.before), value(said.after)];
    const changed = /が変わりました$/;
    if (Math.max(was.length, is.length) <= SHORT && !`${was}${is}`.includes('\n')) {
      return { group, text: said.text.replace(changed, `が「${was}」から「${is}」になりました`) };
    }
  }
  return {
    group,
    text: said.text,
    ...(said.before !== undefined && { before: value(said.before) }),
    ...(said.after !== undefined && { after: value(said.after) }),
  };
}
