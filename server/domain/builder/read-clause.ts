import type { ASTNode } from '@marcbachmann/cel-js';
import { type ConditionReading, namedAs, nameOf, textsIn } from './condition-nodes.ts';
import { numberIn } from './condition-values.ts';
import { readComparison } from './read-comparison.ts';
import type { AnswerClause } from './simple-condition.ts';
import { turned } from './turned-clause.ts';

function readMembership(
  [one, many]: readonly ASTNode[],
  reading: ConditionReading,
): AnswerClause | undefined {
  const chosen = namedAs(one, 'choice', reading);
  const values = many?.op === 'list' ? textsIn(many) : undefined;
  if (chosen !== undefined && values) return { kind: 'is', field: chosen, values };
  const boxes = namedAs(many, 'choices', reading);
  const key = one?.op === 'value' ? textsIn(one) : undefined;
  return boxes !== undefined && key ? { kind: 'contains', field: boxes, values: key } : undefined;
}

/** `is_weekend_or_holiday(x)`, `within_days(x, today, 14)` */
function readCall(node: ASTNode, reading: ConditionReading): AnswerClause | undefined {
  if (node.op !== 'call') return undefined;
  const [called, [first, second, third]] = node.args;
  const field = namedAs(first, 'date', reading);
  if (field === undefined) return undefined;
  if (called === 'is_weekend_or_holiday') return { kind: 'holiday', field };
  const days = numberIn(third, reading);
  const isTerm = called === 'within_days' && nameOf(second, reading) === 'today';
  return isTerm && days ? { kind: 'within', field, days } : undefined;
}

/** `boxes.exists(v, v in ["a", "b"])`, `boxes.all(v, v in ["a"])` */
function readTicks(node: ASTNode, reading: ConditionReading): AnswerClause | undefined {
  if (node.op !== 'rcall') return undefined;
  const [method, list, [variable, body]] = node.args;
  const field = namedAs(list, 'choices', reading);
  if (field === undefined || variable?.op !== 'id' || body?.op !== 'in') return undefined;
  const [one, many] = body.args;
  const values = many.op === 'list' ? textsIn(many) : undefined;
  if (one.op !== 'id' || one.args !== variable.args || !values) return undefined;
  if (method === 'all') return { kind: 'only', field, values };
  return method === 'exists' ? { kind: 'contains', field, values } : undefined;
}

/** One clause about one answer. What it needs besides (`birth != ""`) is not looked for here. */
export function readAnswerClause(
  node: ASTNode,
  reading: ConditionReading,
): AnswerClause | undefined {
  if (node.op === '!_') return turned(readAnswerClause(node.args, reading));
  const field = namedAs(node, 'yes_no', reading);
  if (field !== undefined) return { kind: 'yes', field };
  if (node.op === 'in') return readMembership(node.args, reading);
  return readComparison(node, reading) ?? readCall(node, reading) ?? readTicks(node, reading);
}
