import { type ASTNode, parse } from '@marcbachmann/cel-js';
import { LONGEST_EXPRESSION } from '../procedures/cel/cost.ts';
import {
  COMPARISONS,
  type Comparison,
  type ConditionFields,
  type DayValue,
  type NumberValue,
} from './simple-condition.ts';

/** What an expression is read with: the questions, and the row that a variable stands for. */
export interface ConditionReading {
  readonly fields: ConditionFields;
  /** Inside `children.exists(c, …)`: only the row's own answers and today can be spoken of. */
  readonly row?: { readonly variable: string; readonly rows: string };
}

export function conditionTree(cel: string): ASTNode | undefined {
  if (cel.length > LONGEST_EXPRESSION) return undefined;
  try {
    return parse(cel).ast;
  } catch {
    return undefined;
  }
}

export const isComparison = (op: string): op is Comparison =>
  (COMPARISONS as readonly string[]).includes(op);

/** The parts of `a && b && c`, brackets among them opened. */
export function joinedNodes(node: ASTNode, op: '&&' | '||'): readonly ASTNode[] {
  return node.op === op
    ? (node.args as readonly ASTNode[]).flatMap((each) => joinedNodes(each, op))
    : [node];
}

function writtenName(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const [of, part] = node.args;
  const above = writtenName(of);
  return above === undefined ? undefined : `${above}.${part}`;
}

/** The question that is meant: `kind`, `row.kind`; the c of `exists(c, …)` stands for its rows. */
export function nameOf(node: ASTNode | undefined, reading: ConditionReading): string | undefined {
  const written = node && writtenName(node);
  if (written === undefined || node === undefined) return undefined;
  const { row, fields } = reading;
  if (row === undefined) return fields.get(written)?.rows === undefined ? written : undefined;
  if (written === 'today') return written;
  return written.startsWith(`${row.variable}.`)
    ? `${row.rows}${written.slice(row.variable.length)}`
    : undefined;
}

/** The texts of "a" and of ["a", "b"]; none is "". */
export function textsIn(node: ASTNode | undefined): readonly string[] | undefined {
  const parts = node?.op === 'list' ? node.args : node ? [node] : [];
  const texts = parts.map((part) => (part.op === 'value' ? part.args : undefined));
  return texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '')
    ? (texts as string[])
    : undefined;
}

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
