import type { ASTNode } from '@marcbachmann/cel-js';
import { type ConditionReading, nameOf, textsIn, writtenName } from './condition-nodes.ts';
import type { DayValue, NumberValue } from './simple-condition.ts';

function wholeNumber(node: ASTNode): number | undefined {
  if (node.op === '-_') {
    const positive = wholeNumber(node.args);
    return positive === undefined ? undefined : -positive;
  }
  const value =
    node.op === 'value' && typeof node.args === 'bigint' ? Number(node.args) : undefined;
  return Number.isSafeInteger(value) ? value : undefined;
}

export function numberIn(
  node: ASTNode | undefined,
  reading: ConditionReading,
): NumberValue | undefined {
  if (node === undefined) return undefined;
  const number = wholeNumber(node);
  if (number !== undefined) return { of: 'number', number };
  const written = writtenName(node);
  if (written?.startsWith('amounts.')) return { of: 'amount', name: written.slice(8) };
  const name = nameOf(node, reading) ?? '';
  return reading.fields.get(name)?.kind === 'number' ? { of: 'field', name } : undefined;
}

/** `add_days(today, 14)`, `add_months(today, 0 - amounts.x)` */
function fromToday(node: ASTNode, reading: ConditionReading): DayValue | undefined {
  if (node.op !== 'call') return undefined;
  const [called, [day, many]] = node.args;
  const of = { add_days: 'days', add_months: 'months' }[called] as 'days' | 'months' | undefined;
  if (of === undefined || many === undefined || nameOf(day, reading) !== 'today') return undefined;
  if (many.op === '-' && wholeNumber(many.args[0]) === 0) {
    const count = numberIn(many.args[1], reading);
    return count?.of === 'amount' ? { of, when: 'before', count } : undefined;
  }
  const count = numberIn(many, reading);
  if (count?.of === 'amount') return { of, when: 'after', count };
  if (count?.of !== 'number') return undefined;
  const { number } = count;
  const when = number < 0 ? 'before' : 'after';
  return { of, when, count: { of: 'number', number: Math.abs(number) } };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** "2026-04-01" */
export function dateIn(node: ASTNode | undefined): string | undefined {
  const [text = ''] = (node?.op === 'value' && textsIn(node)) || [];
  return DAY.test(text) ? text : undefined;
}

export function dayIn(node: ASTNode | undefined, reading: ConditionReading): DayValue | undefined {
  if (node === undefined) return undefined;
  const date = dateIn(node);
  if (date !== undefined) return { of: 'date', date };
  const name = nameOf(node, reading);
  if (name === 'today') return { of: 'today' };
  if (name !== undefined && reading.fields.get(name)?.kind === 'date') return { of: 'field', name };
  return fromToday(node, reading);
}
