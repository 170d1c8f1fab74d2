import { type ConditionClause, type ConditionFields, readCondition } from './simple-condition.ts';

/** How a question and its options are called. */
export interface ConditionWords {
  label(field: string): string;
  option(field: string, key: string): string;
}

const NUMBER_WORDS = {
  '<': 'より小さい',
  '<=': '以下の',
  '==': 'の',
  '>=': '以上の',
  '>': 'より大きい',
} as const;
const AGE_WORDS = {
  '<': '歳より下の',
  '<=': '歳以下の',
  '==': '歳の',
  '>=': '歳以上の',
  '>': '歳より上の',
} as const;
const DAY_WORDS = {
  '<': 'より前の',
  '<=': 'までの',
  '==': 'の',
  '>=': 'からの',
  '>': 'より後の',
} as const;

function dayWords(value: string): string {
  if (value === 'today') return '今日';
  const [year, month, day] = value.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

function clauseInWords(clause: ConditionClause, words: ConditionWords): string {
  const about = `「${words.label(clause.field)}」`;
  const options = (keys: readonly string[]) =>
    keys
      .map((key) => `「${key === '' ? '答えていない' : words.option(clause.field, key)}」`)
      .join('か');
  switch (clause.kind) {
    case 'yes':
      return `${about}が「${words.option(clause.field, 'yes')}」のとき`;
    case 'no':
      return `${about}が「${words.option(clause.field, 'no')}」のとき`;
    case 'is':
      return `${about}が${options(clause.values)}のとき`;
    case 'is_not':
      return `${about}が${options(clause.values)}ではないとき`;
    case 'contains':
      return `${about}で${options([clause.value])}を選んだとき`;
    case 'contains_not':
      return `${about}で${options([clause.value])}を選んでいないとき`;
    case 'number':
      return `${about}が${clause.value.toLocaleString('ja')}${NUMBER_WORDS[clause.compare]}とき`;
    case 'age':
      return `${about}から数えて${clause.value}${AGE_WORDS[clause.compare]}とき`;
    case 'day':
      return `${about}が${dayWords(clause.value)}${DAY_WORDS[clause.compare]}とき`;
  }
}

/** 「申請する人」が「代理人」のとき; undefined for an expression that is more than a few such clauses. */
export function conditionInWords(
  cel: string,
  fields: ConditionFields,
  words: ConditionWords,
): string | undefined {
  const condition = readCondition(cel, fields);
  if (!condition || condition.clauses.length === 0) return undefined;
  const join = condition.join === 'all' ? '、かつ' : '、または';
  return condition.clauses.map((clause) => clauseInWords(clause, words)).join(join);
}
