import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { isOfRows } from '../../server/domain/builder/normal-condition.ts';
import type {
  AnswerClause,
  Comparison,
  ConditionClause,
  ConditionGroup,
  DayValue,
  Measure,
  NumberValue,
  SimpleCondition,
} from '../../server/domain/builder/simple-condition.ts';
import { registerFunctions } from '../../server/domain/procedures/cel/functions.ts';
import { isWeekendOrHoliday } from '../../server/lib/japanese-calendar.ts';
import {
  addDays,
  addMonths,
  ageAttained,
  fiscalYear,
  fiscalYearEnd,
} from '../../server/lib/jst-date.ts';
import { DAY, OPTION } from './chosen-conditions.ts';

export const environment = new Environment({ unlistedVariablesAreDyn: true });
environment.registerType('Address', { fields: { postcode: 'string', town: 'string' } });
registerFunctions(environment, { addresses: { find: () => [] } } as never);

const DATES = fc.oneof(DAY, fc.constantFrom('', '1960-01-01'));
/** Answers of somebody to those questions, some of them not given. */
export const ANSWERS = fc.record({
  who: fc.oneof(OPTION, fc.constant('')),
  chip: fc.boolean(),
  late: fc.boolean(),
  boxes: fc.uniqueArray(OPTION),
  count: fc.integer({ min: 0, max: 30 }),
  left: fc.constantFrom(0, 3),
  birth: DATES,
  moved_on: DATES,
  note: fc.constantFrom('', 'あ'),
  dogs: fc.array(fc.record({ kind: OPTION, again: fc.boolean(), birth: DATES }), { maxLength: 2 }),
});
type Given = Readonly<Record<string, unknown>>;
export const TODAY = '2026-11-21';
export const LIMIT = 7;

function compared(one: string | number, compare: Comparison, other: string | number): boolean {
  const order = one < other ? -1 : one > other ? 1 : 0;
  return {
    '<': order < 0,
    '<=': order <= 0,
    '==': order === 0,
    '!=': order !== 0,
    '>=': order >= 0,
    '>': order > 0,
  }[compare];
}

function numberOf(value: NumberValue, given: Given): number {
  if (value.of === 'number') return value.number;
  return value.of === 'amount' ? LIMIT : Number(given[value.name]);
}

function dayOf(value: DayValue, given: Given): string {
  if (value.of === 'today') return TODAY;
  if (value.of === 'date') return value.date;
  if (value.of === 'field') return String(given[value.name]);
  const count = numberOf(value.count, given) * (value.when === 'after' ? 1 : -1);
  return (value.of === 'days' ? addDays : addMonths)(TODAY, count);
}

/** undefined where it can't be told because something is not answered. */
function measured(measure: Measure, given: Given): number | undefined {
  const answer = given[measure.field];
  if (measure.of === 'number') return Number(answer);
  if (measure.of === 'count') return (answer as unknown[]).length;
  if (answer === '') return undefined;
  if (!('on' in measure)) return fiscalYear(String(answer));
  const day = String(given[measure.on]);
  if (day === '') return undefined;
  return ageAttained(String(answer), measure.of === 'age' ? day : fiscalYearEnd(day));
}

/** What the clause means, by its words and not by an expression. Ages before birth are nobody's. */
function holds(clause: AnswerClause, given: Given): boolean {
  if ('measure' in clause) {
    const is = measured(clause.measure, given);
    if (is === undefined) return false;
    return clause.kind === 'measure'
      ? compared(is, clause.compare, numberOf(clause.value, given))
      : numberOf(clause.from, given) <= is && is <= numberOf(clause.to, given);
  }
  const answer = given[clause.field];
  const text = String(answer);
  switch (clause.kind) {
    case 'yes':
    case 'no':
      return answer === (clause.kind === 'yes');
    case 'answered':
    case 'unanswered':
      return (text !== '') === (clause.kind === 'answered');
    case 'holiday':
    case 'not_holiday':
      return text !== '' && isWeekendOrHoliday(text) === (clause.kind === 'holiday');
    case 'is':
    case 'is_not':
      return clause.values.includes(text) === (clause.kind === 'is');
    case 'contains':
    case 'contains_not': {
      const isThere = (answer as string[]).some((key) => clause.values.includes(key));
      return isThere === (clause.kind === 'contains');
    }
    case 'only':
      return (answer as string[]).every((key) => clause.values.includes(key));
    case 'day': {
      const day = dayOf(clause.value, given);
      return text !== '' && day !== '' && compared(text, clause.compare, day);
    }
    case 'day_between':
      return text !== '' && clause.from <= text && text <= clause.to;
    case 'within':
    case 'past': {
      const isWithin = environment.evaluate('within_days(event, today, days)', {
        event: text,
        today: TODAY,
        days: BigInt(numberOf(clause.days, given)),
      });
      return text !== '' && isWithin === (clause.kind === 'within');
    }
  }
}

function meant(item: ConditionClause | ConditionGroup, join: 'all' | 'any', given: Given): boolean {
  if (item.kind === 'group')
    return joinedMeaning(item.clauses, join === 'all' ? 'any' : 'all', given);
  if (!isOfRows(item)) return holds(item, given);
  const rows = given[item.rows] as readonly Given[];
  const found = rows.some((row) => {
    const inRow = Object.entries(row).map(([key, value]) => [`${item.rows}.${key}`, value]);
    return holds(item.of, { today: TODAY, ...Object.fromEntries(inRow) });
  });
  return found === (item.kind === 'some');
}

/** Whether it holds, told by what its words mean and not by its expression. */
export function joinedMeaning(
  items: SimpleCondition['items'],
  join: 'all' | 'any',
  given: Given,
): boolean {
  const each = items.map((item) => meant(item, join, given));
  return join === 'all' ? each.every(Boolean) : each.some(Boolean);
}
