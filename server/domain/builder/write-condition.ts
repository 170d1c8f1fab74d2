import {
  type AnswerClause,
  type ConditionClause,
  type DayValue,
  isOfRows,
  type Measure,
  type NumberValue,
  neededAnswers,
  otherJoin,
  type SimpleCondition,
} from './simple-condition.ts';

/** What stands for a row inside `children.exists(one, …)`. */
const ROW = 'one';

const SIGNS = { all: ' && ', any: ' || ' } as const;

type Name = (field: string) => string;

function numberCel(value: NumberValue, name: Name): string {
  if (value.of === 'number') return String(value.number);
  return value.of === 'amount' ? `amounts.${value.name}` : name(value.name);
}

function dayCel(value: DayValue, name: Name): string {
  if (value.of === 'today') return 'today';
  if (value.of === 'date') return JSON.stringify(value.date);
  if (value.of === 'field') return name(value.name);
  const count = numberCel(value.count, name);
  const minus = value.count.of === 'number' ? '-' : '0 - ';
  return `add_${value.of}(today, ${value.when === 'before' ? minus : ''}${count})`;
}

function measureCel(measure: Measure, name: Name): string {
  const field = name(measure.field);
  switch (measure.of) {
    case 'number':
      return field;
    case 'count':
      return `size(${field})`;
    case 'fiscal_year':
      return `fiscal_year(${field})`;
    case 'age':
      return `age_attained(${field}, ${name(measure.on)})`;
    case 'age_at_year_end':
      return `age_at_fiscal_year_end(${field}, ${name(measure.on)})`;
  }
}

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

function bareCel(clause: AnswerClause, name: Name): string {
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
