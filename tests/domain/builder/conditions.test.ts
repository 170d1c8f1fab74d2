import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionInWords } from '../../../server/domain/builder/condition-in-words.ts';
import { readCondition } from '../../../server/domain/builder/read-condition.ts';
import {
  type AnswerClause,
  COMPARISONS,
  type Comparison,
  type ConditionClause,
  type ConditionFields,
  type ConditionGroup,
  type DayValue,
  isOfRows,
  type Measure,
  type NumberValue,
  normalCondition,
  type SimpleCondition,
} from '../../../server/domain/builder/simple-condition.ts';
import { writeCondition } from '../../../server/domain/builder/write-condition.ts';
import { registerFunctions } from '../../../server/domain/procedures/cel/functions.ts';
import { isWeekendOrHoliday } from '../../../server/lib/japanese-calendar.ts';
import {
  addDays,
  addMonths,
  ageAttained,
  fiscalYear,
  fiscalYearEnd,
} from '../../../server/lib/jst-date.ts';

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
const FIELDS: ConditionFields = new Map(
  Object.entries(KINDS).map(([name, kind]) => [
    name,
    { kind, ...(name.startsWith('dogs.') && { rows: 'dogs' }) },
  ]),
);

const LABELS: Readonly<Record<string, string>> = {
  who: '申請する人',
  count: '台数',
  birth: '生年月日',
  chip: 'チップ',
  dogs: '犬',
  'dogs.kind': '犬種',
};
const words = {
  label: (field: string) => LABELS[field] ?? field,
  option: (_: string, key: string) =>
    ({ agent: '代理人', family: '家族', yes: 'はい', no: 'いいえ' })[key] ?? key,
  amount: (name: string) => `${name}（18）`,
  named: (field: string) => (field === 'late' ? '「日」が今日より前のとき' : undefined),
  unit: (field: string) => (field === 'count' ? '台' : ''),
};
function say(cel: string): string | undefined {
  const condition = readCondition(cel, FIELDS);
  return condition && conditionInWords(condition, words);
}

describe('a condition in words', () => {
  it.each([
    ['who == "agent"', '「申請する人」が「代理人」のとき'],
    ['who in ["agent", "family"]', '「申請する人」が「代理人」か「家族」のとき'],
    ['!(who in ["agent", "family"])', '「申請する人」が「代理人」でも「家族」でもないとき'],
    ['!chip && count >= 3', '「チップ」が「いいえ」のとき、かつ「台数」が3台以上のとき'],
    [
      'who != "agent" || late',
      '「申請する人」が「代理人」ではないとき、または「日」が今日より前のとき',
    ],
    [
      'chip && (!late || who == "agent")',
      '「チップ」が「はい」のとき、かつ（次に当てはまらないとき：「日」が今日より前のとき、または「申請する人」が「代理人」のとき）',
    ],
    ['!("a" in boxes)', '「boxes」で「a」を選んでいないとき'],
    ['boxes.exists(b, b in ["a", "b"])', '「boxes」で「a」か「b」を選んだとき'],
    ['size(boxes) > 1', '「boxes」の数が1より大きいとき'],
    ['age_attained(birth, today) >= 65', '「生年月日」から数えて65歳以上のとき'],
    [
      'birth != "" && age_at_fiscal_year_end(birth, moved_on) <= amounts.last && moved_on != ""',
      undefined,
    ],
    [
      'birth != "" && moved_on != "" && age_at_fiscal_year_end(birth, moved_on) <= amounts.last',
      '「生年月日」から数えて、「moved_on」の年度の終わりにlast（18）以下のとき',
    ],
    ['birth != "" && birth < "2006-04-02"', '「生年月日」が2006年4月2日より前のとき'],
    ['row.since > add_days(today, -14)', '「row.since」が今日の14日前より後のとき'],
    ['moved_on != "" && birth > moved_on', '「生年月日」が「moved_on」より後のとき'],
    ['note == ""', '「note」に答えていないとき'],
    ['moved_on != "" && !within_days(moved_on, today, 14)', '「moved_on」から14日を過ぎたとき'],
    ['dogs.exists(d, d.kind == "a")', '「犬」のどれかで、「犬種」が「a」のとき'],
    ['size(dogs) >= 3', '「犬」の数が3以上のとき'],
  ])('says %s', (cel, said) => {
    expect(say(cel)).toBe(said);
  });

  it.each([
    'birth < "2006-04-02"',
    'age_attained(birth, today) < 18',
    'chip != "" && birth < today',
    'birth > moved_on',
    '!within_days(moved_on, today, 14)',
    'chip && (late || who == "agent" && (chip || late))',
    'dogs.exists(d, d.again && d.kind == "a")',
    'dogs.kind == "a"',
    'dogs.exists(d, chip)',
    'who == other',
    'who in ["agent", ""]',
    'unknown',
    'count >=',
    '(chip) + 1',
  ])('says nothing of what is more than that, or true where nothing was answered: %s', (cel) => {
    expect(say(cel)).toBeUndefined();
  });
});

const environment = new Environment({ unlistedVariablesAreDyn: true });
environment.registerType('Address', { fields: { postcode: 'string', town: 'string' } });
registerFunctions(environment, { addresses: { find: () => [] } } as never);

const OPTION = fc.constantFrom('agent', 'family', 'self');
const OPTIONS = fc.uniqueArray(OPTION, { minLength: 1 });
const COMPARE: fc.Arbitrary<Comparison> = fc.constantFrom(...COMPARISONS);
const DAY = fc.constantFrom('2006-04-02', '2010-06-01', '2026-11-21', '2026-11-23');
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
  fc.record({ kind: is('measure_between'), measure: MEASURE, from: NUMBER, to: NUMBER }),
  fc.record({ kind: is('day'), field: is('birth', 'today'), compare: COMPARE, value: DAY_VALUE }),
  fc.record({ kind: is('day_between'), field: is('birth'), from: DAY, to: DAY }),
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
const CONDITION: fc.Arbitrary<SimpleCondition> = fc
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

const DATES = fc.oneof(DAY, fc.constantFrom('', '1960-01-01'));
const ANSWERS = fc.record({
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
const TODAY = '2026-11-21';
const LIMIT = 7;

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

function joinedMeaning(
  items: SimpleCondition['items'],
  join: 'all' | 'any',
  given: Given,
): boolean {
  const each = items.map((item) => meant(item, join, given));
  return join === 'all' ? each.every(Boolean) : each.some(Boolean);
}

describe('what is chosen', () => {
  it('is read from its expression as it was chosen, and means what its words say', () => {
    fc.assert(
      fc.property(CONDITION, ANSWERS, (condition, given) => {
        const cel = writeCondition(condition);
        expect(readCondition(cel, FIELDS), cel).toEqual(condition);
        expect(conditionInWords(condition, words)).not.toMatch(/undefined|NaN/);
        const { count, left } = given;
        const scope = { ...given, count: BigInt(count), left: BigInt(left), today: TODAY };
        const amounts = { limit: BigInt(LIMIT) };
        const wanted = joinedMeaning(condition.items, condition.join, { ...given, today: TODAY });
        expect(environment.evaluate(cel, { ...scope, amounts }), cel).toBe(wanted);
      }),
      { numRuns: 600 },
    );
  });
});
