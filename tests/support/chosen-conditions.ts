import fc from 'fast-check';
import { normalCondition } from '../../server/domain/builder/normal-condition.ts';
import {
  type AnswerClause,
  COMPARISONS,
  type Comparison,
  type ConditionClause,
  type ConditionFields,
  type ConditionGroup,
  type DayValue,
  type Measure,
  type NumberValue,
  type SimpleCondition,
} from '../../server/domain/builder/simple-condition.ts';

const KINDS = {
  who: 'choice',
  boxes: 'choices',
  chip: 'yes_no',
  late: 'yes_no',
  count: 'number',
  left: 'number',
  birth: 'date',
  moved_on: 'date',
  today: 'date',
  note: 'text',
  dogs: 'rows',
  'row.since': 'date',
  'dogs.kind': 'choice',
  'dogs.birth': 'date',
  'dogs.again': 'yes_no',
} as const;
/** The questions that the conditions are about. */
export const FIELDS: ConditionFields = new Map(
  Object.entries(KINDS).map(([name, kind]) => [
    name,
    { kind, ...(name.startsWith('dogs.') && { rows: 'dogs' }) },
  ]),
);

export const OPTION = fc.constantFrom('agent', 'family', 'self');
const OPTIONS = fc.uniqueArray(OPTION, { minLength: 1 });
const COMPARE: fc.Arbitrary<Comparison> = fc.constantFrom(...COMPARISONS);
export const DAY = fc.constantFrom('2006-04-02', '2010-06-01', '2026-11-21', '2026-11-23');
const NUMBER: fc.Arbitrary<NumberValue> = fc.oneof(
  fc.record({ of: fc.constant('number' as const), number: fc.integer({ min: 0, max: 30 }) }),
  fc.constant({ of: 'amount' as const, name: 'limit' }),
);
const DAY_VALUE: fc.Arbitrary<DayValue> = fc.oneof(
  fc.constant({ of: 'today' as const }),
  fc.record({ of: fc.constant('date' as const), date: DAY }),
  fc.constant({ of: 'field' as const, name: 'moved_on' }),
  fc.record({
    of: fc.constantFrom('days' as const, 'months' as const),
    when: fc.constantFrom('after' as const, 'before' as const),
    count: fc.oneof(
      fc.record({ of: fc.constant('number' as const), number: fc.integer({ min: 1, max: 9 }) }),
      fc.constant({ of: 'amount' as const, name: 'limit' }),
    ),
  }),
);
const MEASURE: fc.Arbitrary<Measure> = fc.oneof(
  fc.constant({ of: 'number' as const, field: 'count' }),
  fc.record({ of: fc.constant('count' as const), field: fc.constantFrom('dogs', 'boxes') }),
  fc.constant({ of: 'fiscal_year' as const, field: 'birth' }),
  fc.record({
    of: fc.constantFrom('age' as const, 'age_at_year_end' as const),
    field: fc.constant('birth'),
    on: fc.constantFrom('today', 'moved_on'),
  }),
);
const is = <const K extends string>(...kinds: K[]) => fc.constantFrom(...kinds);
const ANSWER: fc.Arbitrary<AnswerClause> = fc.oneof(
  fc.record({ kind: is('yes', 'no'), field: is('chip', 'late') }),
  fc.record({ kind: is('answered', 'unanswered'), field: is('who', 'birth', 'note') }),
  fc.record({ kind: is('holiday', 'not_holiday'), field: is('birth') }),
  fc.record({ kind: is('is', 'is_not'), field: is('who'), values: OPTIONS }),
  fc.record({ kind: is('contains', 'contains_not', 'only'), field: is('boxes'), values: OPTIONS }),
  fc.record({
    kind: is('measure'),
    measure: MEASURE,
    compare: COMPARE,
    value: fc.oneof(NUMBER, fc.constant({ of: 'field' as const, name: 'left' })),
  }),
  fc
    .record({ kind: is('measure_between'), measure: MEASURE, from: NUMBER, to: NUMBER })
    // The smaller one first, as far as that is known.
    .map((clause) =>
      clause.from.of === 'number' &&
      clause.to.of === 'number' &&
      clause.from.number > clause.to.number
        ? { ...clause, from: clause.to, to: clause.from }
        : clause,
    ),
  fc.record({ kind: is('day'), field: is('birth', 'today'), compare: COMPARE, value: DAY_VALUE }),
  fc
    .record({ kind: is('day_between'), field: is('birth'), from: DAY, to: DAY })
    .map(({ from, to, ...clause }) => {
      const [first, last] = from < to ? [from, to] : [to, from];
      return { ...clause, from: first, to: last };
    }),
  fc.record({ kind: is('within', 'past'), field: is('moved_on'), days: NUMBER }),
);
const OF_ROW: fc.Arbitrary<AnswerClause> = fc.oneof(
  fc.record({ kind: is('is', 'is_not'), field: is('dogs.kind'), values: OPTIONS }),
  fc.record({ kind: is('yes', 'no'), field: is('dogs.again') }),
  fc.record({
    kind: is('day'),
    field: is('dogs.birth'),
    compare: COMPARE,
    value: fc.record({ of: fc.constant('date' as const), date: DAY }),
  }),
);
const CLAUSE: fc.Arbitrary<ConditionClause> = fc.oneof(
  { weight: 5, arbitrary: ANSWER },
  {
    weight: 1,
    arbitrary: fc.record({ kind: is('some', 'none'), rows: is('dogs'), of: OF_ROW }),
  },
);
/** Any condition that can be chosen about the questions of the test. */
export const CONDITION: fc.Arbitrary<SimpleCondition> = fc
  .record({
    join: is('all', 'any'),
    items: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: CLAUSE as fc.Arbitrary<ConditionClause | ConditionGroup> },
        {
          weight: 1,
          arbitrary: fc.record({
            kind: is('group'),
            clauses: fc.array(CLAUSE, { minLength: 2, maxLength: 3 }),
          }),
        },
      ),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(normalCondition);
