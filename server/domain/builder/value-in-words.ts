import type { ConditionWords } from './condition-in-words.ts';
import type { DayValue, NumberValue } from './simple-condition.ts';

export function numberWords(value: NumberValue, words: ConditionWords): string {
  if (value.of === 'number') return value.number.toLocaleString('ja');
  return value.of === 'amount' ? words.amount(value.name) : `「${words.label(value.name)}」`;
}

export function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

export function dayWords(value: DayValue, words: ConditionWords): string {
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
