import type {
  ConditionClause,
  ConditionGroup,
  Join,
  RowsClause,
  SimpleCondition,
} from './simple-condition.ts';

export const otherJoin = (join: Join): Join => (join === 'all' ? 'any' : 'all');

export const isOfRows = (item: ConditionClause | ConditionGroup): item is RowsClause =>
  item.kind === 'some' || item.kind === 'none';

/** Groups of one are no groups, a condition of one group is that group, and one clause is "all". */
export function normalCondition({ join, items }: SimpleCondition): SimpleCondition {
  const plain = items.flatMap((item): SimpleCondition['items'] =>
    item.kind === 'group' && item.clauses.length < 2 ? item.clauses : [item],
  );
  const [only] = plain;
  if (plain.length > 1 || only === undefined) return { join, items: plain };
  return only.kind === 'group'
    ? { join: otherJoin(join), items: only.clauses }
    : { join: 'all', items: plain };
}
