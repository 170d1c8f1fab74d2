import { calculationKind } from '../../domain/builder/calculation-kind.ts';
import { type ConditionWords, conditionInWords } from '../../domain/builder/condition-in-words.ts';
import { conditionTree } from '../../domain/builder/condition-nodes.ts';
import { readCondition } from '../../domain/builder/read-condition.ts';
import type { ConditionClause } from '../../domain/builder/simple-condition.ts';
import { writeCondition } from '../../domain/builder/write-condition.ts';
import { readReferences } from '../../domain/procedures/cel/references.ts';
import { type Asked, askedAbove } from './builder-asked.ts';
import { calledOf, type Names } from './builder-names.ts';
import { isTree, type Tree, textOf, treeOf } from './builder-tree.ts';

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
  /** Behind the last page, in each row of this repeat. */
  readonly each?: string;
}

export interface OptionWords {
  readonly key: string;
  readonly text: string;
}

export interface ConditionDesk {
  readonly names: Names;
  readonly tree: Tree;
  /** Options of a choice: its own, or those of a list of the town. */
  readonly optionsOf: (field: Tree) => readonly OptionWords[];
  /** 「人」 */
  readonly unitWords: (unit: string) => string;
  /** What the town has switched on or off. */
  readonly flags: readonly string[];
  /** The town's amounts and limits, with what they are now. */
  readonly amounts: readonly CelName[];
}

/** All that a condition at one place can be about. */
export interface Clauses {
  readonly asked: ReadonlyMap<string, Asked>;
  readonly amounts: readonly CelName[];
  readonly words: ConditionWords;
}

const NAMED = '名前を付けた条件';

const other = (name: string, kind: Asked['kind'], label: string, group: string): Asked => ({
  name,
  kind,
  label,
  group,
  options: [],
  unit: '',
  isBirth: false,
});

const YES_NO: readonly OptionWords[] = [
  { key: 'yes', text: '当てはまる' },
  { key: 'no', text: '当てはまらない' },
];

function namedAsked({ tree, flags }: ConditionDesk, above: ReadonlyMap<string, Asked>): Asked[] {
  const known = new Map(above);
  const made: Asked[] = [];
  const add = (one: Asked) => {
    known.set(one.name, one);
    made.push(one);
  };
  for (const name of Object.keys(treeOf(tree['conditions']))) {
    add({ ...other(name, 'yes_no', calledOf(tree, name) || name, NAMED), options: YES_NO });
  }
  add(other('today', 'date', '今日', 'そのほか'));
  for (const flag of flags) {
    add({ ...other(`town.${flag}`, 'yes_no', `町の設定：${flag}`, 'そのほか'), options: YES_NO });
  }
  for (const [name, cel] of Object.entries(treeOf(tree['calculations']))) {
    const kind = calculationKind(textOf(cel), known);
    const label = calledOf(tree, name) || `計算：${name}`;
    if (kind) add({ ...other(name, kind, label, '計算'), options: YES_NO });
  }
  return made;
}

/** A condition that leans on others is said with theirs; so deep, because files can be wrong. */
const MOST_DEEP = 4;

function wordsOf(desk: ConditionDesk, asked: Clauses['asked'], deep: number): ConditionWords {
  const conditions = treeOf(desk.tree['conditions']);
  const of = (field: string) => asked.get(field);
  return {
    label: (field) => of(field)?.label ?? field,
    option: (field, key) => of(field)?.options.find((one) => one.key === key)?.text ?? key,
    unit: (field) => of(field)?.unit ?? '',
    amount: (name) => desk.amounts.find((one) => one.name === name)?.text ?? name,
    named(field) {
      // Whoever gave it a name in Japanese reads that name.
      const hasName = calledOf(desk.tree, field) !== '';
      const isNamed = of(field)?.group === NAMED && !hasName && deep < MOST_DEEP;
      const condition = isNamed ? readCondition(textOf(conditions[field]), asked) : undefined;
      const said = condition && conditionInWords(condition, wordsOf(desk, asked, deep + 1));
      return said === undefined || (condition?.items.length ?? 0) < 2 ? said : `（${said}）`;
    },
  };
}

/** A request asks for the same places again and again. */
const kept = new WeakMap<ConditionDesk, Map<string, Clauses>>();

/** Everything that can be chosen there. */
export function clausesAt(desk: ConditionDesk, place: ConditionPlace = {}): Clauses {
  const places = kept.get(desk) ?? new Map<string, Clauses>();
  kept.set(desk, places);
  const key = `${place.page} ${place.field} ${place.each}`;
  const found = places.get(key);
  if (found) return found;
  const above = new Map(askedAbove(desk, place).map((one) => [one.name, one]));
  const asked = new Map([
    ...above,
    ...namedAsked(desk, above).map((one) => [one.name, one] as const),
  ]);
  const made = { asked, amounts: desk.amounts, words: wordsOf(desk, asked, 0) };
  places.set(key, made);
  return made;
}

/** One condition of one answer, with its words. */
export interface Clause {
  readonly cel: string;
  /** The question that it is about. */
  readonly group: string;
  readonly text: string;
}

const ONE_OF = { choice: 'is', choices: 'contains' } as const;

/** What can be said of an answer in one choice: yes and no, each option. */
export function singleClauses({ asked, words }: Clauses): readonly Clause[] {
  return [...asked.values()].flatMap(({ name, kind, rows, label, group, options }): Clause[] => {
    if (rows !== undefined || !(kind === 'yes_no' || kind === 'choice' || kind === 'choices'))
      return [];
    return options.map(({ key }) => {
      const item: ConditionClause =
        kind === 'yes_no'
          ? { kind: key === 'no' ? 'no' : 'yes', field: name }
          : { kind: ONE_OF[kind], field: name, values: [key] };
      const condition = { join: 'all', items: [item] } as const;
      const text = conditionInWords(condition, words);
      return { cel: writeCondition(condition), group: group === NAMED ? group : label, text };
    });
  });
}

/** Names for those who write expressions themselves. */
export function namesAt(desk: ConditionDesk, place: ConditionPlace = {}): readonly CelName[] {
  const { asked, amounts } = clausesAt(desk, place);
  return [
    ...[...asked.values()]
      .filter(({ rows }) => rows === undefined)
      .map(({ name, label, group }) => ({ name, text: label === name ? group : label })),
    ...amounts.map(({ name, text }) => ({ name: `amounts.${name}`, text })),
  ];
}

/** What decides, where that is more than can be chosen: 「A」と「B」 */
function decidedBy(cel: string, { asked }: Clauses): string | undefined {
  const ast = conditionTree(cel);
  if (!ast) return undefined;
  const labels = readReferences(ast).references.flatMap(({ name, part }) => {
    const found = asked.get(`${name}.${part}`) ?? asked.get(name);
    return found ? [`「${found.label}」`] : [];
  });
  return labels.length === 0 ? undefined : [...new Set(labels)].join('と');
}

/** A condition in words, for lists: 「…」が「…」のとき、かつ … */
export function whenWords(cel: unknown, clauses: Clauses): string {
  if (cel === undefined || cel === true) return '';
  if (cel === false) return '出さない';
  const condition = readCondition(textOf(cel), clauses.asked);
  if (condition) return conditionInWords(condition, clauses.words);
  const by = decidedBy(textOf(cel), clauses);
  return by === undefined ? `式：${textOf(cel)}` : `${by}から、式で決めるとき`;
}

/** Options as they are written under `options`. */
export function ownOptions(names: Names, field: Tree): readonly OptionWords[] {
  return Object.entries(treeOf(field['options'])).map(([key, option]) => ({
    key,
    text: names.text(isTree(option) ? option['text'] : option),
  }));
}
