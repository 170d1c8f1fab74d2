import type { ASTNode } from '@marcbachmann/cel-js';
import { type ConditionReading, namedAs } from './condition-nodes.ts';
import type { Measure } from './simple-condition.ts';

const AGES = { age_attained: 'age', age_at_fiscal_year_end: 'age_at_year_end' } as const;

/** What is measured: a number, how many, how old, in which fiscal year. */
export function measureIn(
  node: ASTNode | undefined,
  reading: ConditionReading,
): Measure | undefined {
  const number = namedAs(node, 'number', reading);
  if (number !== undefined) return { of: 'number', field: number };
  if (node?.op !== 'call') return undefined;
  const [called, [first, second]] = node.args;
  if (called === 'size') {
    const field = namedAs(first, 'rows', reading) ?? namedAs(first, 'choices', reading);
    return field === undefined ? undefined : { of: 'count', field };
  }
  const field = namedAs(first, 'date', reading);
  if (field === undefined) return undefined;
  if (called === 'fiscal_year') return { of: 'fiscal_year', field };
  const of = Object.hasOwn(AGES, called) ? AGES[called as keyof typeof AGES] : undefined;
  const on = namedAs(second, 'date', reading);
  return of && on !== undefined ? { of, field, on } : undefined;
}
