import { type ConditionWords, conditionInWords } from '../../domain/builder/condition-in-words.ts';
import { readCondition } from '../../domain/builder/read-condition.ts';
import { NAMED } from './builder-asked-named.ts';
import type { Clauses, ConditionDesk } from './builder-conditions.ts';
import { calledOf } from './builder-names.ts';
import { textOf, treeOf } from './builder-tree.ts';

/** A condition that leans on others is said with theirs; so deep, because files can be wrong. */
const MOST_DEEP = 4;

/** What a condition with a name means; undefined of what is none, or more than can be chosen. */
export function meaningOf(
  desk: ConditionDesk,
  asked: Clauses['asked'],
  name: string,
  deep = 0,
): string | undefined {
  if (asked.get(name)?.group !== NAMED || deep > MOST_DEEP) return undefined;
  const condition = readCondition(textOf(treeOf(desk.tree['conditions'])[name]), asked);
  if (!condition) return undefined;
  const said = conditionInWords(condition, conditionWords(desk, asked, deep + 1));
  return condition.items.length > 1 ? `（${said}）` : said;
}

/** How what conditions are about is called: by its page's words, or as staff have named it. */
export function conditionWords(
  desk: ConditionDesk,
  asked: Clauses['asked'],
  deep = 0,
): ConditionWords {
  const of = (field: string) => asked.get(field);
  return {
    label: (field) => of(field)?.label ?? field,
    option: (field, key) => of(field)?.options.find((one) => one.key === key)?.text ?? key,
    unit: (field) => of(field)?.unit ?? '',
    amount: (name) => desk.amounts.find((one) => one.name === name)?.text ?? name,
    named(field, holds) {
      if (of(field)?.group !== NAMED) return undefined;
      const called = calledOf(desk.tree, field);
      const means = called === '' ? meaningOf(desk, asked, field, deep) : undefined;
      if (means !== undefined) return holds ? means : `次に当てはまらないとき：${means}`;
      return `「${called || field}」に当てはま${holds ? 'る' : 'らない'}とき`;
    },
  };
}
