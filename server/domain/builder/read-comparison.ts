import type { ASTNode } from '@marcbachmann/cel-js';
import { type ConditionReading, isComparison, namedAs, nameOf } from './condition-nodes.ts';
import { dateIn, dayIn, numberIn } from './condition-values.ts';
import { measureIn } from './read-measure.ts';
import type { AnswerClause } from './simple-condition.ts';

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

/** `x == "a"`, `x != ""`, `size(x) >= 2`, `x < today` */
export function readComparison(node: ASTNode, reading: ConditionReading): AnswerClause | undefined {
  const text = readText(node, reading);
  if (text || !isComparison(node.op)) return text;
  const compare = node.op;
  const [left, right] = node.args as readonly ASTNode[];
  const measure = measureIn(left, reading);
  const value = measure && numberIn(right, reading);
  if (measure) return value && { kind: 'measure', measure, compare, value };
  const field = namedAs(left, 'date', reading);
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
