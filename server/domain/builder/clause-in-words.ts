import type { ConditionWords } from './condition-in-words.ts';
import { measuredInWords } from './measure-in-words.ts';
import type { AnswerClause, Comparison } from './simple-condition.ts';
import { dateWords, dayWords, numberWords } from './value-in-words.ts';

const DAY_WORDS: Readonly<Record<Comparison, string>> = {
  '<': 'より前の',
  '<=': 'までの',
  '==': 'と同じ日の',
  '!=': 'と違う日の',
  '>=': 'からの',
  '>': 'より後の',
};

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
    case 'no':
      return (
        words.named(clause.field, clause.kind === 'yes') ??
        `${about}が「${words.option(clause.field, clause.kind)}」のとき`
      );
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
