import type { DayValue, Measure, NumberValue } from './simple-condition.ts';

/** How a question is called in the expression. */
export type Name = (field: string) => string;

export function numberCel(value: NumberValue, name: Name): string {
  if (value.of === 'number') return String(value.number);
  return value.of === 'amount' ? `amounts.${value.name}` : name(value.name);
}

export function dayCel(value: DayValue, name: Name): string {
  if (value.of === 'today') return 'today';
  if (value.of === 'date') return JSON.stringify(value.date);
  if (value.of === 'field') return name(value.name);
  const count = numberCel(value.count, name);
  const minus = value.count.of === 'number' ? '-' : '0 - ';
  return `add_${value.of}(today, ${value.when === 'before' ? minus : ''}${count})`;
}

export function measureCel(measure: Measure, name: Name): string {
  const field = name(measure.field);
  switch (measure.of) {
    case 'number':
      return field;
    case 'count':
      return `size(${field})`;
    case 'fiscal_year':
      return `fiscal_year(${field})`;
    case 'age':
      return `age_attained(${field}, ${name(measure.on)})`;
    case 'age_at_year_end':
      return `age_at_fiscal_year_end(${field}, ${name(measure.on)})`;
  }
}
