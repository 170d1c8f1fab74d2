import type { AnswerClause, Measure } from './simple-condition.ts';
import { dayCel, measureCel, type Name, numberCel } from './write-value.ts';

/** What stands for a row inside `children.exists(one, …)`. */
export const ROW = 'one';

const listCel = (values: readonly string[]) =>
  `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;

function ticksCel(field: string, values: readonly string[]): string {
  const [only, ...more] = values;
  return more.length === 0
    ? `${JSON.stringify(only)} in ${field}`
    : ticked('exists', field, values);
}

const ticked = (method: string, field: string, values: readonly string[]) =>
  `${field}.${method}(${ROW}, ${ROW} in ${listCel(values)})`;

/** Without what it needs besides. */
export function bareCel(clause: AnswerClause, name: Name): string {
  switch (clause.kind) {
    case 'measure':
      return `${measureCel(clause.measure, name)} ${clause.compare} ${numberCel(clause.value, name)}`;
    case 'measure_between': {
      const measured = measureCel(clause.measure, name);
      const [from, to] = [numberCel(clause.from, name), numberCel(clause.to, name)];
      return `${from} <= ${measured} && ${measured} <= ${to}`;
    }
    default:
      return ofField(clause, name(clause.field), name);
  }
}

type OfField = Exclude<AnswerClause, { readonly measure: Measure }>;

function ofField(clause: OfField, field: string, name: Name): string {
  switch (clause.kind) {
    case 'yes':
      return field;
    case 'no':
      return `!${field}`;
    case 'answered':
      return `${field} != ""`;
    case 'unanswered':
      return `${field} == ""`;
    case 'holiday':
      return `is_weekend_or_holiday(${field})`;
    case 'not_holiday':
      return `!is_weekend_or_holiday(${field})`;
    case 'is':
    case 'is_not': {
      const [only, ...more] = clause.values;
      const sign = clause.kind === 'is' ? '==' : '!=';
      if (more.length === 0) return `${field} ${sign} ${JSON.stringify(only)}`;
      const among = `${field} in ${listCel(clause.values)}`;
      return clause.kind === 'is' ? among : `!(${among})`;
    }
    case 'contains':
      return ticksCel(field, clause.values);
    case 'contains_not':
      return clause.values.length === 1
        ? `!(${ticksCel(field, clause.values)})`
        : `!${ticksCel(field, clause.values)}`;
    case 'only':
      return ticked('all', field, clause.values);
    case 'day':
      return `${field} ${clause.compare} ${dayCel(clause.value, name)}`;
    case 'day_between':
      return `"${clause.from}" <= ${field} && ${field} <= "${clause.to}"`;
    case 'within':
    case 'past': {
      const term = `within_days(${field}, today, ${numberCel(clause.days, name)})`;
      return clause.kind === 'within' ? term : `!${term}`;
    }
  }
}
