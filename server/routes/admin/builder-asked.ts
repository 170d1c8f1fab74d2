import type { AskedKind } from '../../domain/builder/simple-condition.ts';
import type { ConditionDesk, ConditionPlace, OptionWords } from './builder-conditions.ts';
import { type BuiltField, type BuiltPage, builtPages } from './builder-pages.ts';
import { PERSON } from './builder-person.ts';
import { listOf, textOf, treeOf } from './builder-tree.ts';

/** A question, condition or calculation as conditions can be chosen about it. */
export interface Asked {
  /** As expressions call it: `kind`, `row.kind`, `applicant_name.family`; in rows `children.birth`. */
  readonly name: string;
  readonly kind: AskedKind;
  readonly rows?: string;
  readonly label: string;
  /** Heading that it stands under: its page. */
  readonly group: string;
  readonly options: readonly OptionWords[];
  /** Behind its numbers. */
  readonly unit: string;
  /** Ages are counted from it. */
  readonly isBirth: boolean;
}

const KINDS: Readonly<Record<string, AskedKind>> = {
  yes_no: 'yes_no',
  consent: 'yes_no',
  choice: 'choice',
  choices: 'choices',
  number: 'number',
  yen: 'number',
  date: 'date',
  rows: 'rows',
  item_picker: 'rows',
  text: 'text',
  long_text: 'text',
  phone: 'text',
  email: 'text',
  gender: 'text',
  digits: 'text',
  insured_number: 'text',
  corporate_number: 'text',
};

/** Of answers in parts, the part that is there when the question is answered. */
const PARTS: Readonly<Record<string, readonly [part: string, kind: AskedKind, words: string]>> = {
  name: ['family', 'text', ''],
  address: ['postcode', 'text', ''],
  slot_picker: ['day', 'date', 'の日'],
};

interface Place {
  readonly name: string;
  readonly group: string;
  readonly rows?: string;
}

function yesNo({ names }: ConditionDesk, source: Readonly<Record<string, unknown>>) {
  const [yes, no] = ['yes', 'no'].map((key) => names.text(source[key]));
  return [
    { key: 'yes', text: yes || 'はい' },
    { key: 'no', text: no || 'いいえ' },
  ];
}

function single(desk: ConditionDesk, field: BuiltField, at: Place): Asked[] {
  const { type, source, label } = field;
  const isMonth = source['precision'] === 'month';
  const [part, partKind, words = ''] = PARTS[type] ?? [];
  const kind = partKind ?? (isMonth ? 'text' : KINDS[type]);
  if (kind === undefined) return [];
  const choice = kind === 'choice' || kind === 'choices' ? desk.optionsOf(source) : [];
  const unit = textOf(source['unit']);
  return [
    {
      ...at,
      name: part === undefined ? at.name : `${at.name}.${part}`,
      kind,
      label: `${label}${words}`,
      options: kind === 'yes_no' ? yesNo(desk, source) : choice,
      unit: type === 'yen' ? '円' : unit === '' ? '' : desk.unitWords(unit),
      isBirth: kind === 'date' && /birth/.test(`${field.key} ${textOf(source['fact'])}`),
    },
  ];
}

/** What one question can be asked as: a person by its parts, a table by its rows. */
function ofField(desk: ConditionDesk, field: BuiltField, at: Place): Asked[] {
  if (field.type === 'person') {
    return listOf(field.source['parts']).flatMap((part): Asked[] => {
      const key = textOf(part);
      const [type, words] = PERSON[key] ?? [];
      if (type === undefined) return [];
      const label = `${field.label}の${words}`;
      return single(desk, { ...field, key, type, label }, { ...at, name: `${at.name}_${key}` });
    });
  }
  return [
    ...single(desk, field, at),
    ...(at.rows === undefined && field.type === 'rows'
      ? rowsOf(desk, field.label, at.name, field.fields)
      : []),
  ];
}

const rowsOf = (
  desk: ConditionDesk,
  label: string,
  rows: string,
  fields: readonly BuiltField[],
): Asked[] =>
  fields.flatMap((field) =>
    ofField(desk, field, {
      name: `${rows}.${field.key}`,
      group: `「${label}」のどれかで`,
      rows,
    }),
  );

const listAsked = (name: string, label: string, group: string): Asked => ({
  name,
  kind: 'rows',
  label,
  group,
  options: [],
  unit: '',
  isBirth: false,
});

/** A page's questions as they are called at that place; `until`: the one that is asked there. */
function ofPage(
  desk: ConditionDesk,
  page: BuiltPage,
  here: BuiltPage | undefined,
  until: string | undefined,
): Asked[] {
  const { title: group, repeat } = page;
  const isRow = repeat !== undefined && repeat === here?.repeat;
  const end = page.fields.findIndex(({ key }) => key === until);
  const above = end < 0 ? page.fields : page.fields.slice(0, end);
  if (repeat !== undefined && !isRow) {
    return [listAsked(repeat, group, group), ...rowsOf(desk, group, repeat, above)];
  }
  return above.flatMap((field) =>
    ofField(desk, field, { name: isRow ? `row.${field.key}` : field.key, group }),
  );
}

/** In a table on the page: the questions of the same row above. */
function ofRow(desk: ConditionDesk, page: BuiltPage, rows: string, column: string): Asked[] {
  const table = page.fields.find(({ key }) => key === rows);
  const end = table?.fields.findIndex(({ key }) => key === column) ?? -1;
  const above = table?.fields.slice(0, end < 0 ? undefined : end) ?? [];
  return above.flatMap((inner) =>
    ofField(desk, inner, { name: `row.${inner.key}`, group: table?.label ?? '' }),
  );
}

/** Behind the last page, the answers of a row: of a page that repeats, or of a table. */
function ofEach(desk: ConditionDesk, page: BuiltPage, each: string | undefined): Asked[] {
  if (each === undefined || each === '') return [];
  const table = page.fields.find(({ key, type }) => key === each && type === 'rows');
  const [fields, group] =
    page.repeat === each ? [page.fields, page.title] : [table?.fields ?? [], table?.label ?? ''];
  return fields.flatMap((field) => ofField(desk, field, { name: `row.${field.key}`, group }));
}

const WHO = ['self', 'family', 'agent', 'guardian', 'corporation'];

/** The page that asks who applies stands in front of all others. */
function ofWho({ names, tree }: ConditionDesk): Asked[] {
  const may = listOf(treeOf(tree['who'])['may_apply']).map(textOf);
  if (may.length < 2) return [];
  const label = names.text('$who_applying_as');
  const keys = WHO.filter((key) => may.includes(key));
  const options = keys.map((key) => ({ key, text: names.text(`$who_${key}`) }));
  return [{ ...listAsked('applying_as', label, label), kind: 'choice', options }];
}

/** Every question above that place, as an expression there calls it. */
export function askedAbove(desk: ConditionDesk, place: ConditionPlace): readonly Asked[] {
  if (place.isEarly) return [];
  const pages = builtPages(desk.names, desk.tree);
  const at = pages.findIndex(({ id }) => id === place.page);
  const here = pages[at];
  const [field = '', column] = place.field?.split('.') ?? [];
  const asked = pages.slice(0, at < 0 ? undefined : at + 1).flatMap((page) => {
    // A page's own condition comes before its questions.
    if (page === here && place.field === undefined) return [];
    return ofPage(desk, page, here, page === here ? field : undefined);
  });
  const each = pages.flatMap((page) => ofEach(desk, page, place.each));
  const row = here && column !== undefined ? ofRow(desk, here, field, column) : [];
  return [...ofWho(desk), ...asked, ...row, ...each];
}
