import { isOfRows } from '../../domain/builder/normal-condition.ts';
import type {
  AnswerClause,
  ConditionClause,
  DayValue,
  Measure,
  NumberValue,
  SimpleCondition,
} from '../../domain/builder/simple-condition.ts';
import { type ConditionDraft, EMPTY_ROW, type RowDraft } from './builder-condition-draft.ts';

function numberShown(value: NumberValue): Pick<RowDraft, 'number' | 'of'> {
  if (value.of === 'number') return { number: String(value.number), of: '' };
  return { number: '', of: value.of === 'amount' ? `amounts.${value.name}` : value.name };
}

function dayShown(value: DayValue): Partial<RowDraft> {
  if (value.of === 'today') return { base: 'today' };
  if (value.of === 'date') return { base: 'date', day: value.date };
  if (value.of === 'field') return { base: value.name };
  return { base: `${value.of}_${value.when}`, ...numberShown(value.count) };
}

function measureShown(measure: Measure): Pick<RowDraft, 'q' | 'on'> {
  const { field } = measure;
  if (measure.of === 'number') return { q: field, on: '' };
  if (measure.of === 'count') return { q: `count:${field}`, on: '' };
  if (!('on' in measure)) return { q: `year:${field}`, on: '' };
  const end = measure.of === 'age_at_year_end' ? 'end:' : '';
  return { q: `age:${field}`, on: `${end}${measure.on}` };
}

function answerShown(clause: AnswerClause): Partial<RowDraft> {
  switch (clause.kind) {
    case 'measure':
      return {
        ...measureShown(clause.measure),
        is: clause.compare,
        ...numberShown(clause.value),
      };
    case 'measure_between': {
      const to = numberShown(clause.to);
      return {
        ...measureShown(clause.measure),
        is: 'between',
        ...numberShown(clause.from),
        to: to.number,
        to_of: to.of,
      };
    }
    case 'day':
      return { q: clause.field, is: clause.compare, ...dayShown(clause.value) };
    case 'day_between':
      return { q: clause.field, is: 'between', day: clause.from, until: clause.to };
    case 'within':
    case 'past':
      return { q: clause.field, is: clause.kind, ...numberShown(clause.days) };
    default:
      return {
        q: clause.field,
        is: clause.kind,
        ...('values' in clause && { values: clause.values }),
      };
  }
}

function clauseShown(clause: ConditionClause): RowDraft {
  return isOfRows(clause)
    ? { ...EMPTY_ROW, ...answerShown(clause.of), rows: clause.kind }
    : { ...EMPTY_ROW, ...answerShown(clause) };
}

/** The rows that say a condition. */
export const conditionShown = ({ join, items }: SimpleCondition): ConditionDraft => ({
  join,
  items: items.map((item) =>
    item.kind === 'group' ? { group: item.clauses.map(clauseShown) } : clauseShown(item),
  ),
});
