import type { AnswerClause, Comparison, DayValue, Measure } from './simple-condition.ts';

/** Where nothing is answered a day is "" and an age -1: below everything, though nothing was said. */
const BELOW: readonly Comparison[] = ['<', '<=', '!='];

function measureNeeds(measure: Measure, compare: Comparison): readonly string[] {
  if (measure.of === 'number' || measure.of === 'count' || !BELOW.includes(compare)) return [];
  return 'on' in measure ? [measure.field, measure.on] : [measure.field];
}

function dayNeeds(field: string, compare: Comparison, value: DayValue): readonly string[] {
  const other = value.of === 'field' ? [value.name] : [];
  if (compare === '!=') return [field, ...other];
  return compare === '>' || compare === '>=' ? other : [field];
}

/** Questions that must be answered besides, so that a clause doesn't hold where nothing was said. */
export function neededAnswers(clause: AnswerClause): readonly string[] {
  const needs = () => {
    switch (clause.kind) {
      case 'measure':
        return measureNeeds(clause.measure, clause.compare);
      case 'day':
        return dayNeeds(clause.field, clause.compare, clause.value);
      case 'past':
      case 'not_holiday':
        return [clause.field];
      default:
        return [];
    }
  };
  return needs().filter((name) => name !== 'today');
}
