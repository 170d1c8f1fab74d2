import { parse } from 'yaml';
import type { EditPath, EditValue } from '../builder/edit.ts';
import { addAt, setAt } from '../builder/yaml/change-file.ts';

/** Rules of a place that have a form: opening days, divisions of the day. */
export type RuleKey = 'opening' | 'slots';

/** What is written of one rule from a day of use on. */
export interface WrittenRule<Value> {
  /** First JST day; '' for the first one. */
  readonly from: string;
  /** Where it stands in the file, or would stand. */
  readonly at: EditPath;
  readonly value: Value;
}

/** What has a rule of its own: one resource, or all that take it from the defaults of their file. */
export interface RuleOwner<Value> {
  /** `resources/facilities.yaml`, `resources/facilities.yaml#hall`. */
  readonly id: string;
  readonly path: string;
  /** Japanese. */
  readonly name: string;
  /** `defaults`, or the resource. */
  readonly base: EditPath;
  /** In the order of their days. */
  readonly versions: readonly [WrittenRule<Value>, ...WrittenRule<Value>[]];
  /** Days from which anything is new, this rule or another one. */
  readonly changeDays: readonly string[];
}

interface Change {
  readonly from: string;
  readonly [key: string]: unknown;
}
interface Written {
  readonly name?: Readonly<Record<string, string>>;
  readonly changes?: readonly Change[];
  readonly [key: string]: unknown;
}
interface Group {
  readonly defaults?: Written;
  readonly resources: Readonly<Record<string, Written>>;
}

/**
 * Who has such a rule, in a file of `resources/`. A resource with changes of its own has none of the
 * defaults' changes, so it is an owner too.
 */
export function ruleOwners<Value>(
  path: string,
  text: string,
  key: RuleKey,
): readonly RuleOwner<Value>[] {
  const { defaults = {}, resources } = parse(text, { merge: true }) as Group;
  const isOwn = ([, one]: [string, Written]) => key in one || 'changes' in one;
  const all = Object.entries(resources);
  const nameOf = ([id, { name }]: [string, Written]) => name?.['ja'] ?? id;
  const owner = (id: string, base: EditPath, written: Written, names: string) => ({
    id,
    path,
    name: names,
    base,
    versions: versionsOf<Value>(base, { [key]: defaults[key], ...written }, key),
    changeDays: (written.changes ?? []).map(({ from }) => from),
  });
  const shared = all.filter((one) => !isOwn(one));
  return [
    ...(key in defaults && shared.length > 0
      ? [owner(path, ['defaults'], defaults, shared.map(nameOf).join('、'))]
      : []),
    ...all
      .filter(isOwn)
      .map((one) => owner(`${path}#${one[0]}`, ['resources', one[0]], one[1], nameOf(one))),
  ];
}

function versionsOf<Value>(
  base: EditPath,
  written: Written,
  key: RuleKey,
): RuleOwner<Value>['versions'] {
  const first = { from: '', at: [...base, key], value: written[key] as Value };
  const later = (written.changes ?? []).flatMap((change, index) =>
    key in change
      ? [{ from: change.from, at: [...base, 'changes', index, key], value: change[key] as Value }]
      : [],
  );
  return [first, ...later];
}

/** What holds on a JST day. */
export function ruleOn<Value>({ versions }: RuleOwner<Value>, day: string): WrittenRule<Value> {
  return versions.findLast(({ from }) => from <= day) ?? versions[0];
}

/**
 * The file with another rule from that day on. Up to today it takes the place of the one that holds
 * now, as if it had always been so; later it is one more change, and the days before stay as they are.
 */
export function withRuleFrom(
  text: string,
  owner: RuleOwner<unknown>,
  key: RuleKey,
  {
    from,
    today,
    value,
  }: { readonly from: string; readonly today: string; readonly value: EditValue },
): string {
  if (from <= today) return setAt(text, ruleOn(owner, today).at, value) ?? text;
  const same = owner.changeDays.indexOf(from);
  const at: EditPath = [...owner.base, 'changes'];
  if (same >= 0) return setAt(text, [...at, same, key], value) ?? text;
  const change = { from, [key]: value };
  if (owner.changeDays.length === 0) return setAt(text, at, [change]) ?? text;
  const later = owner.changeDays.findIndex((day) => day > from);
  return addAt(text, at, undefined, change, later < 0 ? undefined : later) ?? text;
}
