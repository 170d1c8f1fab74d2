import type { ConditionClause } from './simple-condition.ts';

const TURNED: Readonly<Record<string, ConditionClause['kind']>> = {
  yes: 'no',
  no: 'yes',
  is: 'is_not',
  is_not: 'is',
  contains: 'contains_not',
  contains_not: 'contains',
  holiday: 'not_holiday',
  within: 'past',
  some: 'none',
};

/** The clause with a `!` before it, where that is one. */
export function turned<C extends ConditionClause>(clause: C | undefined): C | undefined {
  const kind = clause && TURNED[clause.kind];
  return kind ? ({ ...clause, kind } as C) : undefined;
}
