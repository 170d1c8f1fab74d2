import { calculationKind } from '../../domain/builder/calculation-kind.ts';
import type { Asked } from './builder-asked.ts';
import type { ConditionDesk, ConditionPlace, OptionWords } from './builder-conditions.ts';
import { knownEarly } from './builder-known-early.ts';
import { calledOf } from './builder-names.ts';
import { textOf, treeOf } from './builder-tree.ts';

/** Heading of the conditions that have a name. */
export const NAMED = '名前を付けた条件';

const plain = (name: string, kind: Asked['kind'], label: string, group: string): Asked => ({
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

/** Conditions and calculations with names, today, and what the town has switched on. */
export function namedAsked(
  { tree, flags }: ConditionDesk,
  above: ReadonlyMap<string, Asked>,
  { isEarly }: ConditionPlace,
): readonly Asked[] {
  const known = new Map(above);
  const early = isEarly && knownEarly(tree);
  const rulesOf = (part: string) =>
    Object.entries(treeOf(tree[part])).filter(([name]) => !early || early.has(name));
  const made: Asked[] = [];
  const add = (one: Asked) => {
    known.set(one.name, one);
    made.push(one);
  };
  for (const [name] of rulesOf('conditions')) {
    add({ ...plain(name, 'yes_no', calledOf(tree, name) || name, NAMED), options: YES_NO });
  }
  add(plain('today', 'date', '今日', 'そのほか'));
  for (const [flag, label] of flags) {
    add({ ...plain(`town.${flag}`, 'yes_no', `町の設定：${label}`, 'そのほか'), options: YES_NO });
  }
  for (const [name, cel] of rulesOf('calculations')) {
    const kind = calculationKind(textOf(cel), known);
    const label = calledOf(tree, name) || `計算：${name}`;
    if (kind) add({ ...plain(name, kind, label, '計算'), options: YES_NO });
  }
  return made;
}
