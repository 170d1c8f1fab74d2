import type { Join } from '../../domain/builder/simple-condition.ts';

/** One row as it stands in the form: everything may still be missing. */
export interface RowDraft {
  /** What it is about: a question's name, `count:`, `age:` or `year:` before it. */
  readonly q: string;
  /** How it is compared. */
  readonly is: string;
  readonly values: readonly string[];
  /** Of what repeats: `none` for "in no row". */
  readonly rows: string;
  /** Day on which an age is counted; `end:` before it for the end of that fiscal year. */
  readonly on: string;
  /** What a day is compared with: `date`, `today`, `days_after` …, or a date's name. */
  readonly base: string;
  readonly day: string;
  readonly until: string;
  readonly number: string;
  /** '' for the number that is typed, `amounts.…`, or the name of another number. */
  readonly of: string;
  readonly to: string;
  readonly to_of: string;
}

export interface GroupDraft {
  readonly group: readonly RowDraft[];
}

export interface ConditionDraft {
  readonly join: Join;
  readonly items: readonly (RowDraft | GroupDraft)[];
}

export const EMPTY_ROW: RowDraft = {
  q: '',
  is: '',
  values: [],
  rows: '',
  on: '',
  base: '',
  day: '',
  until: '',
  number: '',
  of: '',
  to: '',
  to_of: '',
};

export const MOST_ROWS = 12;

type Flat = Readonly<Record<string, unknown>>;

const textsIn = (value: unknown): readonly string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');

function rowIn(flat: Flat, name: string): RowDraft {
  const entries = Object.keys(EMPTY_ROW).map((key) => {
    const texts = textsIn(flat[`${name}.${key}`]);
    return [key, key === 'values' ? texts : (texts[0] ?? '').trim()];
  });
  return Object.fromEntries(entries) as unknown as RowDraft;
}

/** Positions of the rows below a name, in their order. */
function positions(flat: Flat, name: string): readonly number[] {
  const start = `${name}.`;
  const found = Object.keys(flat).flatMap((key) => {
    const at = key.startsWith(start) ? /^\d{1,2}(?=\.)/.exec(key.slice(start.length)) : null;
    return at ? [Number(at[0])] : [];
  });
  return [...new Set(found)].sort((a, b) => a - b).slice(0, MOST_ROWS);
}

/** The rows of a form by the names of its inputs: `when.0.q`, in a group `when.1.0.q`. */
export function draftIn(flat: Flat, name: string): ConditionDraft {
  const items = positions(flat, name).map((at): RowDraft | GroupDraft => {
    const here = `${name}.${at}`;
    const inGroup = positions(flat, here);
    return inGroup.length > 0
      ? { group: inGroup.map((inner) => rowIn(flat, `${here}.${inner}`)) }
      : rowIn(flat, here);
  });
  return { join: flat[`${name}.join`] === 'any' ? 'any' : 'all', items };
}

function flatRow(row: RowDraft, name: string): [string, string | readonly string[]][] {
  return Object.entries(row).flatMap(([key, value]) =>
    value.length === 0 && key !== 'q' ? [] : [[`${name}.${key}`, value]],
  );
}

/** The same rows by the names of their inputs. */
export function flatDraft(
  { join, items }: ConditionDraft,
  name: string,
): Readonly<Record<string, string | readonly string[]>> {
  const rows = items.flatMap((item, at) =>
    'group' in item
      ? item.group.flatMap((row, inner) => flatRow(row, `${name}.${at}.${inner}`))
      : flatRow(item, `${name}.${at}`),
  );
  return { ...Object.fromEntries(rows), [`${name}.join`]: join };
}

const without = <T>(list: readonly T[], at: number): readonly T[] =>
  list.filter((_, index) => index !== at);

function changedAt(draft: ConditionDraft, at: number, to: GroupDraft | undefined): ConditionDraft {
  const items = draft.items.flatMap((item, index) => {
    if (index !== at) return [item];
    return to && to.group.length > 0 ? [to] : [];
  });
  return { ...draft, items };
}

/**
 * A button of the rows: `add`, `group`, `show` (with what was chosen), `add.<group>`,
 * `remove.<row>`, `remove.<group>.<row>`.
 */
export function steppedDraft(draft: ConditionDraft, step: string): ConditionDraft {
  const [what, ...places] = step.split('.');
  const [at = -1, inner] = places.map(Number);
  const item = draft.items[at];
  const isFull = draft.items.length >= MOST_ROWS;
  if (what === 'remove') {
    return item && 'group' in item && inner !== undefined
      ? changedAt(draft, at, { group: without(item.group, inner) })
      : { ...draft, items: without(draft.items, at) };
  }
  if (what === 'add' && item && 'group' in item) {
    return item.group.length >= MOST_ROWS
      ? draft
      : changedAt(draft, at, { group: [...item.group, EMPTY_ROW] });
  }
  if (isFull || what === 'show') return draft;
  return what === 'group'
    ? { ...draft, items: [...draft.items, { group: [EMPTY_ROW, EMPTY_ROW] }] }
    : { ...draft, items: [...draft.items, EMPTY_ROW] };
}
