import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionInWords } from '../../../server/domain/builder/condition-in-words.ts';
import {
  type Comparison,
  type ConditionClause,
  readCondition,
} from '../../../server/domain/builder/simple-condition.ts';
import { ageAttained } from '../../../server/lib/jst-date.ts';

const FIELDS = new Map(
  Object.entries({
    who: 'choice',
    boxes: 'choices',
    chip: 'yes_no',
    count: 'number',
    birth: 'date',
    'row.since': 'date',
    late: 'condition',
  }).map(([name, type]) => [name, { type }]),
);

const words = {
  label: (field: string) =>
    ({ who: '申請する人', count: '台数', birth: '生年月日', chip: 'チップ' })[field] ?? field,
  option: (_: string, key: string) =>
    ({ agent: '代理人', family: '家族', yes: 'はい', no: 'いいえ' })[key] ?? key,
};
const say = (cel: string) => conditionInWords(cel, FIELDS, words);

describe('a condition in words', () => {
  it.each([
    ['who == "agent"', '「申請する人」が「代理人」のとき'],
    ['who in ["agent", "family"]', '「申請する人」が「代理人」か「家族」のとき'],
    ['!chip && count >= 3', '「チップ」が「いいえ」のとき、かつ「台数」が3以上のとき'],
    [
      'who != "agent" || late',
      '「申請する人」が「代理人」ではないとき、または「late」が「はい」のとき',
    ],
    ['!("a" in boxes)', '「boxes」で「a」を選んでいないとき'],
    ['age_attained(birth, today) >= 65', '「生年月日」から数えて65歳以上のとき'],
    ['birth != "" && birth < "2006-04-02"', '「生年月日」が2006年4月2日より前のとき'],
    ['row.since > today', '「row.since」が今日より後のとき'],
  ])('says %s', (cel, said) => {
    expect(say(cel)).toBe(said);
  });

  it.each([
    'birth < "2006-04-02"',
    'age_attained(birth, today) < 18',
    'chip != "" && birth < today',
    'count > size(boxes)',
    'chip && (late || who == "agent")',
    'who == other',
    'unknown',
    'count >=',
    '(chip) + 1',
  ])('says nothing of what is more than that, or true where nothing was answered: %s', (cel) => {
    expect(say(cel)).toBeUndefined();
  });
});

const environment = new Environment({ unlistedVariablesAreDyn: true }).registerFunction(
  'age_attained(dyn, dyn): int',
  (birth: unknown, day: unknown) => {
    const age = ageAttained(String(birth), String(day));
    return BigInt(Number.isNaN(age) ? -1 : age);
  },
);

const OPTION: fc.Arbitrary<string> = fc.constantFrom('agent', 'family', 'self');
const COMPARE = fc.constantFrom('<', '<=', '==', '>=', '>') as fc.Arbitrary<Comparison>;
const DAY = fc.constantFrom('2006-04-02', '2010-06-01', '2026-11-21');
const CLAUSE: fc.Arbitrary<ConditionClause> = fc.oneof(
  fc.record({ kind: fc.constantFrom('yes', 'no'), field: fc.constantFrom('chip', 'late') }),
  fc.record({
    kind: fc.constantFrom('is', 'is_not'),
    field: fc.constant('who'),
    values: fc.uniqueArray(OPTION, { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constantFrom('contains', 'contains_not'),
    field: fc.constant('boxes'),
    value: OPTION,
  }),
  fc.record({
    kind: fc.constant('number'),
    field: fc.constant('count'),
    compare: COMPARE,
    value: fc.integer({ min: -3, max: 5 }),
  }),
  fc.record({
    kind: fc.constant('age'),
    field: fc.constant('birth'),
    compare: COMPARE,
    value: fc.integer({ min: 0, max: 70 }),
  }),
  fc.record({
    kind: fc.constant('day'),
    field: fc.constant('birth'),
    compare: COMPARE,
    value: fc.oneof(DAY, fc.constant('today')),
  }),
) as fc.Arbitrary<ConditionClause>;

/** A clause as somebody writes it. */
function written(clause: ConditionClause): string {
  const { field } = clause;
  switch (clause.kind) {
    case 'yes':
      return field;
    case 'no':
      return `!${field}`;
    case 'is':
      return clause.values.length === 1
        ? `${field} == "${clause.values[0]}"`
        : `${field} in ${JSON.stringify(clause.values)}`;
    case 'is_not':
      return clause.values.length === 1
        ? `${field} != "${clause.values[0]}"`
        : `!(${field} in ${JSON.stringify(clause.values)})`;
    case 'contains':
      return `"${clause.value}" in ${field}`;
    case 'contains_not':
      return `!("${clause.value}" in ${field})`;
    case 'number':
      return `${field} ${clause.compare} ${clause.value}`;
    default: {
      const value = clause.value === 'today' ? 'today' : JSON.stringify(clause.value);
      const subject = clause.kind === 'age' ? `age_attained(${field}, today)` : field;
      const asked = `${subject} ${clause.compare} ${value}`;
      return clause.compare.startsWith('<') ? `(${field} != "" && ${asked})` : asked;
    }
  }
}

const ANSWERS = fc.record({
  who: fc.oneof(OPTION, fc.constant('')),
  chip: fc.boolean(),
  late: fc.boolean(),
  boxes: fc.uniqueArray(OPTION),
  count: fc.integer({ min: -2, max: 5 }),
  birth: fc.oneof(DAY, fc.constantFrom('', '1960-01-01')),
});
type Given = typeof ANSWERS extends fc.Arbitrary<infer T> ? T : never;
const TODAY = '2026-11-21';

function compared(one: string | number, compare: Comparison, other: string | number): boolean {
  if (compare === '==') return one === other;
  return compare.includes('=') && one === other
    ? true
    : compare.startsWith('<')
      ? one < other
      : one > other;
}

/** What the clause means, by its words and not by an expression. */
function holds(clause: ConditionClause, given: Given): boolean {
  switch (clause.kind) {
    case 'yes':
    case 'no':
      return given[clause.field as 'chip' | 'late'] === (clause.kind === 'yes');
    case 'is':
    case 'is_not':
      return clause.values.includes(given.who) === (clause.kind === 'is');
    case 'contains':
    case 'contains_not':
      return given.boxes.includes(clause.value) === (clause.kind === 'contains');
    case 'number':
      return compared(given.count, clause.compare, clause.value);
    case 'age':
      return (
        given.birth !== '' &&
        compared(ageAttained(given.birth, TODAY), clause.compare, clause.value)
      );
    case 'day':
      return (
        given.birth !== '' &&
        compared(given.birth, clause.compare, clause.value === 'today' ? TODAY : clause.value)
      );
  }
}

describe('what is read of a condition', () => {
  it('is what was written, and means what the expression comes to with any answers', () => {
    const conditions = fc.record({
      join: fc.constantFrom('all', 'any') as fc.Arbitrary<'all' | 'any'>,
      clauses: fc.array(CLAUSE, { minLength: 2, maxLength: 4 }),
    });
    fc.assert(
      fc.property(conditions, ANSWERS, (condition, given) => {
        const cel = condition.clauses.map(written).join(condition.join === 'all' ? ' && ' : ' || ');
        expect(readCondition(cel, FIELDS), cel).toEqual(condition);
        const scope = { ...given, count: BigInt(given.count), today: TODAY };
        const each = condition.clauses.map((clause) => holds(clause, given));
        const wanted = condition.join === 'all' ? each.every(Boolean) : each.some(Boolean);
        expect(environment.evaluate(cel, scope), cel).toBe(wanted);
      }),
      { numRuns: 500 },
    );
  });
});
