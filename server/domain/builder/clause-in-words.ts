import type { ConditionWords } from './condition-in-words.ts';
import type {
  AnswerClause,
  Comparison,
  DayValue,
  Measure,
  NumberValue,
} from './simple-condition.ts';

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
const DAY_WORDS: Readonly<Record<Comparison, string>> = {
  '<': 'より前の',
  '<=': 'までの',
  '==': 'と同じ日の',
  '!=': 'と違う日の',
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

function numberWords(value: NumberValue, words: ConditionWords): string {
  if (value.of === 'number') return value.number.toLocaleString('ja');
  return value.of === 'amount' ? words.amount(value.name) : `「${words.label(value.name)}」`;
}

export function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

function dayWords(value: DayValue, words: ConditionWords): string {
  switch (value.of) {
    case 'today':
      return '今日';
    case 'date':
      return dateWords(value.date);
    case 'field':
      return `「${words.label(value.name)}」`;
    default: {
      const unit = value.of === 'days' ? '日' : 'か月';
      const when = value.when === 'after' ? '後' : '前';
      return `今日の${numberWords(value.count, words)}${unit}${when}`;
    }
  }
}

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

function measuredInWords(
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

const quoted = (values: readonly string[], joint: string) =>
  values.map((value) => `「${value}」`).join(joint);

/** 「申請する人」が「代理人」のとき */
export function clauseInWords(clause: AnswerClause, words: ConditionWords): string {
  if ('measure' in clause) return measuredInWords(clause, words);
  const about = `「${words.label(clause.field)}」`;
  const chosen = (joint: string) =>
    quoted(
      'values' in clause ? clause.values.map((key) => words.option(clause.field, key)) : [],
      joint,
    );
  switch (clause.kind) {
    case 'yes':
    case 'no': {
      const means = words.named(clause.field);
      if (means === undefined) {
        return `${about}が「${words.option(clause.field, clause.kind)}」のとき`;
      }
      return clause.kind === 'yes' ? means : `次に当てはまらないとき：${means}`;
    }
    case 'answered':
      return `${about}に答えたとき`;
    case 'unanswered':
      return `${about}に答えていないとき`;
    case 'holiday':
      return `${about}が土曜・日曜・祝日のとき`;
    case 'not_holiday':
      return `${about}が土曜・日曜・祝日ではないとき`;
    case 'is':
      return `${about}が${chosen('か')}のとき`;
    case 'is_not':
      return `${about}が${chosen('でも')}${clause.values.length > 1 ? 'でもない' : 'ではない'}とき`;
    case 'contains':
      return `${about}で${chosen('か')}を選んだとき`;
    case 'contains_not':
      return clause.values.length > 1
        ? `${about}で${chosen('も')}も選んでいないとき`
        : `${about}で${chosen('')}を選んでいないとき`;
    case 'only':
      return `${about}で${chosen('か')}のほかを選んでいないとき`;
    case 'day': {
      const isDate = clause.value.of === 'date';
      const same = isDate && clause.compare === '==';
      const end = same
        ? 'の'
        : isDate && clause.compare === '!='
          ? 'ではない'
          : DAY_WORDS[clause.compare];
      return `${about}が${dayWords(clause.value, words)}${end}とき`;
    }
    case 'day_between':
      return `${about}が${dateWords(clause.from)}から${dateWords(clause.to)}までのとき`;
    case 'within':
      return `${about}から${numberWords(clause.days, words)}日以内のとき`;
    case 'past':
      return `${about}から${numberWords(clause.days, words)}日を過ぎたとき`;
  }
}
