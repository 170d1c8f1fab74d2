import { neededAnswers } from './needed-answers.ts';
import { isOfRows, otherJoin } from './normal-condition.ts';
import type { AnswerClause, ConditionClause, SimpleCondition } from './simple-condition.ts';
import { bareCel, ROW } from './write-clause.ts';
import type { Name } from './write-value.ts';

const SIGNS = { all: ' && ', any: ' || ' } as const;

function answerCel(clause: AnswerClause, name: Name): string {
  const needed = neededAnswers(clause).map((field) => `${name(field)} != ""`);
  return [...needed, bareCel(clause, name)].join(SIGNS.all);
}

function clauseCel(clause: ConditionClause): string {
  if (!isOfRows(clause)) return answerCel(clause, (field) => field);
  const { rows } = clause;
  const inner = answerCel(clause.of, (field) =>
    field.startsWith(`${rows}.`) ? `${ROW}${field.slice(rows.length)}` : field,
  );
  return `${clause.kind === 'none' ? '!' : ''}${rows}.exists(${ROW}, ${inner})`;
}

/** The expression of a chosen condition; `readCondition` makes the same of it again. */
export function writeCondition({ join, items }: SimpleCondition): string {
  return items
    .map((item) => {
      if (item.kind !== 'group') return clauseCel(item);
      const group = item.clauses.map(clauseCel).join(SIGNS[otherJoin(join)]);
      return item.clauses.length > 1 && join === 'all' ? `(${group})` : group;
    })
    .join(SIGNS[join]);
}
