import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionInWords } from '../../../server/domain/builder/condition-in-words.ts';
import { readCondition } from '../../../server/domain/builder/read-condition.ts';
import { writeCondition } from '../../../server/domain/builder/write-condition.ts';
import { CONDITION, FIELDS } from '../../support/chosen-conditions.ts';
import {
  ANSWERS,
  environment,
  joinedMeaning,
  LIMIT,
  TODAY,
} from '../../support/condition-meaning.ts';

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
  named: (field: string, holds: boolean) =>
    field === 'late' ? `「遅れ」に当てはま${holds ? 'る' : 'らない'}とき` : undefined,
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
      '「申請する人」が「代理人」ではないとき、または「遅れ」に当てはまるとき',
    ],
    [
      'chip && (!late || who == "agent")',
      '「チップ」が「はい」のとき、かつ（「遅れ」に当てはまらないとき、または「申請する人」が「代理人」のとき）',
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
