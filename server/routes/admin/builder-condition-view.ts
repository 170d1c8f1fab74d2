import { conditionInWords } from '../../domain/builder/condition-in-words.ts';
import {
  draftIn,
  EMPTY_ROW,
  type GroupDraft,
  MOST_ROWS,
  type RowDraft,
} from './builder-condition-draft.ts';
import { readRow, readRows } from './builder-condition-rows.ts';
import {
  FROM_TODAY,
  neededInputs,
  peersOf,
  relationsOf,
  type Subject,
  subjectChoices,
  subjectOf,
} from './builder-condition-subject.ts';
import { type Clauses, whenWords } from './builder-conditions.ts';
import { type Choice, type FormInput, nameOf } from './builder-input.ts';
import type { Shown } from './builder-read-input.ts';

const choice = (value: string, text: string): Choice => ({ value, text });

/** What a number can be compared with besides one that is typed. */
function numberChoices(clauses: Clauses, subject: Subject): readonly Choice[] {
  return [
    choice('', '数を入力する'),
    ...peersOf(clauses, subject, 'number').map(({ name, label }) =>
      choice(name, `「${label}」の数`),
    ),
    ...clauses.amounts.map(({ name, text }) => choice(`amounts.${name}`, `町の金額：${text}`)),
  ];
}

function dayChoices(clauses: Clauses, subject: Subject): readonly Choice[] {
  return [
    choice('date', '日付を入力する'),
    choice('today', '今日'),
    ...Object.entries(FROM_TODAY).map(([value, [, , text]]) => choice(value, text)),
    ...peersOf(clauses, subject, 'date').map(({ name, label }) => choice(name, `「${label}」の日`)),
  ].filter(({ value }) => value !== 'today' || subject.asked.name !== 'today');
}

function ageDays(clauses: Clauses, subject: Subject): readonly Choice[] {
  return [
    choice('today', '今日の年齢'),
    choice('end:today', '今年度の終わり（3月31日）の年齢'),
    ...peersOf(clauses, subject, 'date').flatMap(({ name, label }) => [
      choice(name, `「${label}」の日の年齢`),
      choice(`end:${name}`, `「${label}」の年度の終わりの年齢`),
    ]),
  ];
}

/** Ticked, or to be ticked; a key that is no option any more can be taken away. */
function valueChoices({ asked }: Subject, row: RowDraft) {
  const known = asked.options.map(({ key, text }) => ({ key, text }));
  const gone = row.values.filter((key) => !known.some((one) => one.key === key));
  return [...known, ...gone.map((key) => ({ key, text: key }))].map((one) => ({
    ...one,
    isTicked: row.values.includes(one.key),
  }));
}

interface RowPlace {
  readonly clauses: Clauses;
  readonly name: string;
  readonly id: string;
  /** How the row is taken away, and said to be joined. */
  readonly at: string;
  readonly joint: string;
}

function subjectInputs(row: RowDraft, { clauses }: RowPlace, subject: Subject) {
  const relations = relationsOf(subject);
  const is = relations.some(({ value }) => value === row.is) ? row.is : (relations[0]?.value ?? '');
  const needed = neededInputs(subject, is);
  const base = row.base === '' ? 'date' : row.base;
  const counts = needed === 'day' && FROM_TODAY[base] !== undefined;
  const hasNumber = needed === 'number' || needed === 'numbers' || counts;
  return {
    is,
    relations,
    rows: subject.asked.rows === undefined ? undefined : row.rows,
    values: needed === 'values' ? valueChoices(subject, row) : [],
    ages: subject.aspect === 'age' ? ageDays(clauses, subject) : [],
    on: row.on === '' ? 'today' : row.on,
    bases: needed === 'day' ? dayChoices(clauses, subject) : [],
    base,
    hasDay: needed === 'days' || (needed === 'day' && base === 'date'),
    hasUntil: needed === 'days',
    numbers: hasNumber ? numberChoices(clauses, subject) : [],
    hasTo: needed === 'numbers',
    unit: subject.aspect === 'age' ? '歳' : subject.aspect === 'answer' ? subject.asked.unit : '',
  };
}

function rowView(row: RowDraft, place: RowPlace) {
  const { clauses, name, id, at, joint } = place;
  const subject = subjectOf(clauses, row.q);
  return {
    ...row,
    name,
    id,
    at,
    joint,
    groups: [...subjectChoices(clauses, row.q)].map(([group, choices]) => ({ group, choices })),
    subject: subject && subjectInputs(row, place, subject),
    // Nothing to save yet: the page's script waits for the rest.
    isUnfinished: row.q === '' || 'problem' in readRow(row, clauses),
  };
}

/** An empty row waits behind the others, so that one can be added without a script. */
const isBlank = (item: RowDraft | GroupDraft | undefined) =>
  item !== undefined && !('group' in item) && item.q === '';

/** A condition's rows as its view prints them. */
export function conditionView(one: FormInput, values: Shown, id: string) {
  const { clauses } = one;
  if (one.kind !== 'when' || clauses === undefined) return undefined;
  const name = nameOf(one.path);
  const draft = draftIn(values, name);
  const { join, items } = draft;
  const cel = String(values[`${name}.cel`] ?? '');
  const rows = items.length === 0 ? [EMPTY_ROW] : items;
  const [joint, inGroup] = join === 'all' ? ['かつ', 'または'] : ['または', 'かつ'];
  const read = readRows(draft, clauses);
  const condition = 'condition' in read ? read.condition : undefined;
  return {
    name,
    join,
    cel,
    items: rows.map((item, at) => {
      const here = { clauses, name: `${name}.${at}`, id: `${id}-${at}`, at: String(at), joint };
      if (!('group' in item)) return { row: rowView(item, here) };
      const group = item.group.map((row, inner) =>
        rowView(row, {
          clauses,
          name: `${here.name}.${inner}`,
          id: `${here.id}-${inner}`,
          at: `${at}.${inner}`,
          joint: inGroup,
        }),
      );
      return { group, at: String(at), joint };
    }),
    canAdd: items.length < MOST_ROWS && !isBlank(rows.at(-1)),
    hasJoin: rows.length > 1,
    // More than can be chosen is said by what decides, and written below.
    says: condition
      ? conditionInWords(condition, clauses.words)
      : whenWords(items.length === 0 && cel !== '' ? cel : undefined, clauses),
    isExpression: cel !== '' && items.length === 0,
  };
}
