import { expressionInWords } from './builder-condition-words.ts';
import type { Names } from './builder-names.ts';
import { type BuiltField, type BuiltPage, builtPages } from './builder-pages.ts';
import { isTree, listOf, type Tree, textOf, treeOf } from './builder-tree.ts';

/** One thing that can be chosen as a condition: 「申請する人」が「代理人」のとき. */
export interface Clause {
  readonly cel: string;
  /** The question that it is about. */
  readonly group: string;
  readonly text: string;
}

/** What is typed into an expression, with its meaning. */
export interface CelName {
  readonly name: string;
  readonly text: string;
}

/** Where a condition stands: it may lean on what is asked above it. */
export interface ConditionPlace {
  readonly page?: string;
  /** Key of the question (`<rows>.<id>` in a table). */
  readonly field?: string;
}

export interface OptionWords {
  readonly key: string;
  readonly text: string;
}

/** Options of a choice: its own, or those of a list of the town. */
type OptionsOf = (field: Tree) => readonly OptionWords[];

export interface ConditionDesk {
  readonly names: Names;
  readonly tree: Tree;
  readonly optionsOf: OptionsOf;
}

const clause = (cel: string, group: string, text: string): Clause => ({ cel, group, text });

/** 「…」が「…」のとき, and the same turned round, for a question with options or two answers. */
function clausesOf(
  desk: ConditionDesk,
  { type, source, label }: BuiltField,
  name: string,
): Clause[] {
  const about = `「${label}」`;
  if (type === 'yes_no') {
    const [yes, no] = ['yes', 'no'].map((key) => desk.names.text(source[key]));
    return [
      clause(name, label, `${about}が「${yes || 'はい'}」のとき`),
      clause(`!${name}`, label, `${about}が「${no || 'いいえ'}」のとき`),
    ];
  }
  if (type === 'choice') {
    const options = desk.optionsOf(source);
    return [
      ...options.map(({ key, text }) =>
        clause(`${name} == "${key}"`, label, `${about}が「${text}」のとき`),
      ),
      ...options.map(({ key, text }) =>
        clause(`${name} != "${key}"`, label, `${about}が「${text}」ではないとき`),
      ),
    ];
  }
  if (type !== 'choices') return [];
  return desk
    .optionsOf(source)
    .map(({ key, text }) =>
      clause(`"${key}" in ${name}`, label, `${about}で「${text}」を選んだとき`),
    );
}

const WHO = ['self', 'family', 'agent', 'guardian', 'corporation'];

/** The page that asks who applies stands in front of all others. */
function whoClauses({ names, tree }: ConditionDesk): Clause[] {
  const may = listOf(treeOf(tree['who'])['may_apply']).map(textOf);
  if (may.length < 2) return [];
  const label = names.text('$who_applying_as');
  return WHO.filter((key) => may.includes(key)).flatMap((key) => {
    const text = names.text(`$who_${key}`);
    return [
      clause(`applying_as == "${key}"`, label, `「${label}」が「${text}」のとき`),
      clause(`applying_as != "${key}"`, label, `「${label}」が「${text}」ではないとき`),
    ];
  });
}

/** Under a name stands what it means, as far as that can be said in words. */
function namedClauses({ tree }: ConditionDesk, above: readonly Clause[]): Clause[] {
  const group = '名前を付けた条件';
  return Object.entries(treeOf(tree['conditions'])).flatMap(([name, cel]) => {
    const means = chosenClauses(cel, above)?.map(({ text }) => text);
    const is = means?.join('、かつ') ?? `「${name}」に当てはまるとき`;
    const isNot = means ? `次に当てはまらないとき：${is}` : `「${name}」に当てはまらないとき`;
    return [clause(name, group, is), clause(`!${name}`, group, isNot)];
  });
}

interface Above {
  readonly field: BuiltField;
  readonly name: string;
}

/** Questions above that place, and how an expression there calls them. */
function fieldsAbove(pages: readonly BuiltPage[], place: ConditionPlace): Above[] {
  const found: Above[] = [];
  const [rows, column] = place.field?.includes('.') ? place.field.split('.') : [undefined];
  for (const page of pages) {
    const isHere = page.id === place.page;
    for (const field of page.fields) {
      if (isHere && place.field === field.key) return found;
      if (isHere && rows === field.key) {
        for (const inner of field.fields) {
          if (inner.key === column) return found;
          found.push({ field: inner, name: `row.${inner.key}` });
        }
      }
      // What is asked in every row is one answer only inside the row.
      if (!page.repeat) found.push({ field, name: field.key });
      else if (isHere) found.push({ field, name: `row.${field.key}` });
    }
    if (isHere) return found;
  }
  return found;
}

/** Everything that can be chosen there. */
export function clausesAt(desk: ConditionDesk, place: ConditionPlace = {}): readonly Clause[] {
  const above = fieldsAbove(builtPages(desk.names, desk.tree), place);
  const ofQuestions = [
    ...whoClauses(desk),
    ...above.flatMap(({ field, name }) => clausesOf(desk, field, name)),
  ];
  return [...ofQuestions, ...namedClauses(desk, ofQuestions)];
}

/** Names for those who write expressions themselves. */
export function namesAt(desk: ConditionDesk, place: ConditionPlace = {}): readonly CelName[] {
  const above = fieldsAbove(builtPages(desk.names, desk.tree), place);
  const parts = (field: BuiltField, name: string): CelName[] =>
    field.type === 'person'
      ? listOf(field.source['parts']).map((part) => ({
          name: `${name}_${textOf(part)}`,
          text: `${field.label}：${textOf(part)}`,
        }))
      : [{ name, text: field.label }];
  return [
    ...above.flatMap(({ field, name }) => parts(field, name)),
    ...Object.keys(treeOf(desk.tree['conditions'])).map((name) => ({ name, text: '条件' })),
    ...Object.keys(treeOf(desk.tree['calculations'])).map((name) => ({ name, text: '計算' })),
    { name: 'today', text: '今日（YYYY-MM-DD）' },
  ];
}

const plain = (cel: string) => cel.replace(/'/g, '"').replace(/\s+/g, ' ').trim();

/** An expression as what can be chosen; undefined where choosing can't say it. */
function chosenClauses(cel: unknown, clauses: readonly Clause[]): readonly Clause[] | undefined {
  if (cel === undefined) return [];
  const known = new Map(clauses.map((one) => [plain(one.cel), one]));
  const found = plain(textOf(cel))
    .split(' && ')
    .map((part) => known.get(part));
  return found.every((one) => one !== undefined) && found.length <= MOST_CLAUSES
    ? (found as Clause[])
    : undefined;
}

export const MOST_CLAUSES = 3;

/** A condition in words, for lists: 「…」が「…」のとき、かつ … */
export function whenWords(cel: unknown, clauses: readonly Clause[], desk?: ConditionDesk): string {
  if (cel === undefined || cel === true) return '';
  if (cel === false) return '出さない';
  const chosen = chosenClauses(cel, clauses);
  if (chosen) return chosen.map(({ text }) => text).join('、かつ');
  const said = desk && expressionInWords(desk, textOf(cel));
  return said ?? `式：${textOf(cel)}`;
}

/** Options as they are written under `options`. */
export function ownOptions(names: Names, field: Tree): readonly OptionWords[] {
  return Object.entries(treeOf(field['options'])).map(([key, option]) => ({
    key,
    text: names.text(isTree(option) ? option['text'] : option),
  }));
}
