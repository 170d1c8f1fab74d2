import type { ConditionWords } from './condition-in-words.ts';
import type { AnswerClause, Comparison, Measure, NumberValue } from './simple-condition.ts';
import { numberWords } from './value-in-words.ts';

const NUMBER_WORDS: Readonly<Record<Comparison, string>> = {
  '<': 'より小さい',
  '<=': '以下の',
  '==': 'の',
  '!=': 'ではない',
  '>=': '以上の',
  '>': 'より大きい',
};
const AGE_WORDS: Readonly<Record<Comparison, string>> = {
  ...NUMBER_WORDS,
  '<': 'より下の',
  '>': 'より上の',
};
const YEAR_WORDS: Readonly<Record<Comparison, string>> = {
  ...NUMBER_WORDS,
  '<': 'より前の',
  '<=': 'までの',
  '>=': 'からの',
  '>': 'より後の',
};
const COMPARED = {
  number: NUMBER_WORDS,
  count: NUMBER_WORDS,
  fiscal_year: YEAR_WORDS,
  age: AGE_WORDS,
  age_at_year_end: AGE_WORDS,
} as const;

/** What is measured, and what stands behind its numbers. */
function measureWords(measure: Measure, words: ConditionWords): readonly [string, string] {
  const about = `「${words.label(measure.field)}」`;
  switch (measure.of) {
    case 'number':
      return [`${about}が`, words.unit(measure.field)];
    case 'count':
      return [`${about}の数が`, ''];
    case 'fiscal_year':
      return [`${about}の年度が`, '年度'];
    default: {
      const day = measure.on === 'today' ? '' : `「${words.label(measure.on)}」の`;
      const on = measure.of === 'age' ? `${day}日に` : `${day}年度の終わりに`;
      return [`${about}から数えて${day === '' && measure.of === 'age' ? '' : `、${on}`}`, '歳'];
    }
  }
}

/** 「台数」が3台以上のとき */
export function measuredInWords(
  clause: Extract<AnswerClause, { readonly measure: Measure }>,
  words: ConditionWords,
): string {
  const [about, unit] = measureWords(clause.measure, words);
  const { of } = clause.measure;
  const said = (value: NumberValue) => {
    if (value.of !== 'number') return numberWords(value, words);
    return `${of === 'fiscal_year' ? value.number : numberWords(value, words)}${unit}`;
  };
  if (clause.kind === 'measure_between') {
    return `${about}${said(clause.from)}から${said(clause.to)}までのとき`;
  }
  const compared = COMPARED[of][clause.compare];
  return `${about}${said(clause.value)}${compared}とき`;
}
