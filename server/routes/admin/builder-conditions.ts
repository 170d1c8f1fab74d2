import { type ConditionWords, conditionInWords } from '../../domain/builder/condition-in-words.ts';
import { conditionTree } from '../../domain/builder/condition-nodes.ts';
import { readCondition } from '../../domain/builder/read-condition.ts';
import { readReferences } from '../../domain/procedures/cel/references.ts';
import { type Asked, askedAbove } from './builder-asked.ts';
import { namedAsked } from './builder-asked-named.ts';
import { conditionWords, meaningOf } from './builder-condition-words.ts';
import type { Names } from './builder-names.ts';
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
  /** Before the first page, where nothing is answered yet. */
  readonly isEarly?: true;
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
  /** What the town has switched on or off, and what each is called. */
  readonly flags: ReadonlyMap<string, string>;
  /** The town's amounts and limits, with what they are now. */
  readonly amounts: readonly CelName[];
}

/** All that a condition at one place can be about. */
export interface Clauses {
  readonly asked: ReadonlyMap<string, Asked>;
  readonly amounts: readonly CelName[];
  readonly words: ConditionWords;
  /** What a condition with a name means, as far as that can be said. */
  meaning(name: string): string | undefined;
}

/** A request asks for the same places again and again. */
const kept = new WeakMap<ConditionDesk, Map<string, Clauses>>();

/** Everything that can be chosen there. */
export function clausesAt(desk: ConditionDesk, place: ConditionPlace = {}): Clauses {
  const places = kept.get(desk) ?? new Map<string, Clauses>();
  kept.set(desk, places);
  const key = `${place.page} ${place.field} ${place.each} ${place.isEarly}`;
  const found = places.get(key);
  if (found) return found;
  const above = new Map(askedAbove(desk, place).map((one) => [one.name, one]));
  const asked = new Map([
    ...above,
    ...namedAsked(desk, above, place).map((one) => [one.name, one] as const),
  ]);
  // Every row of every form on a page offers them all.
  const meanings = new Map<string, string | undefined>();
  const made: Clauses = {
    asked,
    amounts: desk.amounts,
    words: conditionWords(desk, asked),
    meaning(name) {
      if (!meanings.has(name)) meanings.set(name, meaningOf(desk, asked, name));
      return meanings.get(name);
    },
  };
  places.set(key, made);
  return made;
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
