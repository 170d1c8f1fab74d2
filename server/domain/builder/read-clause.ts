import type { ASTNode } from '@marcbachmann/cel-js';
import {
  type ConditionReading,
  dateIn,
  dayIn,
  isComparison,
  nameOf,
  numberIn,
  textsIn,
} from './condition-nodes.ts';
import type { AnswerClause, AskedKind, ConditionClause, Measure } from './simple-condition.ts';

/** The name of a question of that kind, if that is what is meant. */
function named(
  node: ASTNode | undefined,
  kind: AskedKind,
  reading: ConditionReading,
): string | undefined {
  const name = nameOf(node, reading);
  return name !== undefined && reading.fields.get(name)?.kind === kind ? name : undefined;
}

const AGES = { age_attained: 'age', age_at_fiscal_year_end: 'age_at_year_end' } as const;

function measureIn(node: ASTNode | undefined, reading: ConditionReading): Measure | undefined {
  const number = named(node, 'number', reading);
  if (number !== undefined) return { of: 'number', field: number };
  if (node?.op !== 'call') return undefined;
  const [called, [first, second]] = node.args;
  if (called === 'size') {
    const field = named(first, 'rows', reading) ?? named(first, 'choices', reading);
    return field === undefined ? undefined : { of: 'count', field };
  }
  const field = named(first, 'date', reading);
  if (field === undefined) return undefined;
  if (called === 'fiscal_year') return { of: 'fiscal_year', field };
  const of = Object.hasOwn(AGES, called) ? AGES[called as keyof typeof AGES] : undefined;
  const on = named(second, 'date', reading);
  return of && on !== undefined ? { of, field, on } : undefined;
}

function readMembership(
  [one, many]: readonly ASTNode[],
  reading: ConditionReading,
): AnswerClause | undefined {
  const chosen = named(one, 'choice', reading);
  const values = many?.op === 'list' ? textsIn(many) : undefined;
  if (chosen !== undefined && values) return { kind: 'is', field: chosen, values };
  const boxes = named(many, 'choices', reading);
  const key = one?.op === 'value' ? textsIn(one) : undefined;
  return boxes !== undefined && key ? { kind: 'contains', field: boxes, values: key } : undefined;
}

function readText(node: ASTNode, reading: ConditionReading): AnswerClause | undefined {
  if (node.op !== '==' && node.op !== '!=') return undefined;
  const [left, right] = node.args;
  if (right.op !== 'value' || typeof right.args !== 'string') return undefined;
  const field = nameOf(left, reading) ?? '';
  const kind = reading.fields.get(field)?.kind ?? '';
  if (right.args === '' && ['choice', 'date', 'text'].includes(kind)) {
    return { kind: node.op === '==' ? 'unanswered' : 'answered', field };
  }
  return kind === 'choice' && right.args !== ''
    ? { kind: node.op === '==' ? 'is' : 'is_not', field, values: [right.args] }
    : undefined;
}

function readComparison(node: ASTNode, reading: ConditionReading): AnswerClause | undefined {
  const text = readText(node, reading);
  if (text || !isComparison(node.op)) return text;
  const compare = node.op;
  const [left, right] = node.args as readonly ASTNode[];
  const measure = measureIn(left, reading);
  const value = measure && numberIn(right, reading);
  if (measure) return value && { kind: 'measure', measure, compare, value };
  const field = named(left, 'date', reading);
  const day = field === undefined ? undefined : dayIn(right, reading);
  return field !== undefined && day ? { kind: 'day', field, compare, value: day } : undefined;
}

/** The lower bound of `18 <= x && x <= 64`, which is one clause with what follows. */
export function readBetween(
  [lower, upper]: readonly (ASTNode | undefined)[],
  reading: ConditionReading,
): AnswerClause | undefined {
  if (lower?.op !== '<=' || upper?.op !== '<=') return undefined;
  const [bound, subject] = lower.args;
  const clause = readComparison(upper, reading);
  if (clause?.kind === 'measure' && clause.compare === '<=') {
    const measure = measureIn(subject, reading);
    const isSame = JSON.stringify(measure) === JSON.stringify(clause.measure);
    const from = numberIn(bound, reading);
    return isSame && from?.of !== 'field' && from && clause.value.of !== 'field'
      ? { kind: 'measure_between', measure: clause.measure, from, to: clause.value }
      : undefined;
  }
  const from = dateIn(bound);
  return clause?.kind === 'day' &&
    clause.value.of === 'date' &&
    from !== undefined &&
    nameOf(subject, reading) === clause.field
    ? { kind: 'day_between', field: clause.field, from, to: clause.value.date }
    : undefined;
}

/** `is_weekend_or_holiday(x)`, `within_days(x, today, 14)` */
function readCall(node: ASTNode, reading: ConditionReading): AnswerClause | undefined {
  if (node.op !== 'call') return undefined;
  const [called, [first, second, third]] = node.args;
  const field = named(first, 'date', reading);
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
  const field = named(list, 'choices', reading);
  if (field === undefined || variable?.op !== 'id' || body?.op !== 'in') return undefined;
  const [one, many] = body.args;
  const values = many.op === 'list' ? textsIn(many) : undefined;
  if (one.op !== 'id' || one.args !== variable.args || !values) return undefined;
  if (method === 'all') return { kind: 'only', field, values };
  return method === 'exists' ? { kind: 'contains', field, values } : undefined;
}

const TURNED: Readonly<Record<string, ConditionClause['kind']>> = {
  yes: 'no',
  no: 'yes',
  is: 'is_not',
  is_not: 'is',
  contains: 'contains_not',
  contains_not: 'contains',
  holiday: 'not_holiday',
  within: 'past',
  some: 'none',
};

/** The clause with a `!` before it, where that is one. */
export function turned<C extends ConditionClause>(clause: C | undefined): C | undefined {
  const kind = clause && TURNED[clause.kind];
  return kind ? ({ ...clause, kind } as C) : undefined;
}

/** One clause about one answer. What it needs besides (`birth != ""`) is not looked for here. */
export function readAnswerClause(
  node: ASTNode,
  reading: ConditionReading,
): AnswerClause | undefined {
  if (node.op === '!_') return turned(readAnswerClause(node.args, reading));
  const field = named(node, 'yes_no', reading);
  if (field !== undefined) return { kind: 'yes', field };
  if (node.op === 'in') return readMembership(node.args, reading);
  return readComparison(node, reading) ?? readCall(node, reading) ?? readTicks(node, reading);
}
