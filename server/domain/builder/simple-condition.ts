import { type ASTNode, parse } from '@marcbachmann/cel-js';
import { LONGEST_EXPRESSION } from '../procedures/cel/cost.ts';

/** A question as a condition can speak of it. */
interface ConditionField {
  /** Type of the question; `condition` for a condition that has a name. */
  readonly type: string;
}

const COMPARISONS = ['<', '<=', '==', '>=', '>'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** One thing that can be said of one question. */
export type ConditionClause =
  | { readonly kind: 'yes' | 'no'; readonly field: string }
  | { readonly kind: 'is' | 'is_not'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'contains' | 'contains_not'; readonly field: string; readonly value: string }
  | {
      readonly kind: 'number' | 'age';
      readonly field: string;
      readonly compare: Comparison;
      readonly value: number;
    }
  /** `value`: YYYY-MM-DD, or `today`. */
  | {
      readonly kind: 'day';
      readonly field: string;
      readonly compare: Comparison;
      readonly value: string;
    };

export interface SimpleCondition {
  readonly join: 'all' | 'any';
  readonly clauses: readonly ConditionClause[];
}

/** Questions by their names in expressions (`kind`, `row.kind`). */
export type ConditionFields = ReadonlyMap<string, ConditionField>;

const YES_NO = ['yes_no', 'consent', 'condition'];
const NUMBERS = ['number', 'yen'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Where nothing is answered, a day is "" and an age -1: below everything, though nothing was said. */
const NEEDS_ANSWER: readonly string[] = ['<', '<='];

function nameOf(node: ASTNode | undefined): string | undefined {
  if (node?.op === 'id') return node.args;
  if (node?.op !== '.') return undefined;
  const [of, part] = node.args;
  return of.op === 'id' && of.args === 'row' ? `row.${part}` : undefined;
}

function textsOf(node: ASTNode | undefined): readonly string[] | undefined {
  if (node?.op === 'value') return typeof node.args === 'string' ? [node.args] : undefined;
  if (node?.op !== 'list' || node.args.length === 0) return undefined;
  const texts = node.args.map((each) => (each.op === 'value' ? each.args : undefined));
  return texts.every((each) => typeof each === 'string') ? (texts as string[]) : undefined;
}

function isComparison(op: string): op is Comparison {
  return (COMPARISONS as readonly string[]).includes(op);
}

function wholeNumber(node: ASTNode | undefined): number | undefined {
  if (node?.op === '-_') {
    const positive = wholeNumber(node.args);
    return positive === undefined ? undefined : -positive;
  }
  const value =
    node?.op === 'value' && typeof node.args === 'bigint' ? Number(node.args) : undefined;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** `age_attained(birth, today)`: the name of the birthday. */
function ageOf(node: ASTNode | undefined): string | undefined {
  if (node?.op !== 'call' || node.args[0] !== 'age_attained') return undefined;
  const [birth, day] = node.args[1];
  return nameOf(day) === 'today' ? nameOf(birth) : undefined;
}

function readMembership(
  [one, many]: readonly ASTNode[],
  fields: ConditionFields,
): ConditionClause | undefined {
  const field = nameOf(one) ?? '';
  const values = textsOf(many);
  if (fields.get(field)?.type === 'choice' && many?.op === 'list' && values)
    return { kind: 'is', field, values };
  const boxes = nameOf(many) ?? '';
  const [value] = one?.op === 'value' ? (textsOf(one) ?? []) : [];
  return fields.get(boxes)?.type === 'choices' && value !== undefined
    ? { kind: 'contains', field: boxes, value }
    : undefined;
}

function readComparison(node: ASTNode, fields: ConditionFields): ConditionClause | undefined {
  const [left, right] = node.args as readonly ASTNode[];
  const born = ageOf(left);
  const value = wholeNumber(right);
  const compare = isComparison(node.op) ? node.op : undefined;
  if (born !== undefined) {
    const isBirth = fields.get(born)?.type === 'date' && value !== undefined && value >= 0;
    return isBirth && compare ? { kind: 'age', field: born, compare, value } : undefined;
  }
  const field = nameOf(left) ?? '';
  const { type = '' } = fields.get(field) ?? {};
  if (type === 'choice' && (node.op === '==' || node.op === '!=')) {
    const texts = right?.op === 'value' ? textsOf(right) : undefined;
    return texts && { kind: node.op === '==' ? 'is' : 'is_not', field, values: texts };
  }
  if (!compare) return undefined;
  if (NUMBERS.includes(type))
    return value === undefined ? undefined : { kind: 'number', field, compare, value };
  if (type !== 'date') return undefined;
  const day = nameOf(right) === 'today' ? 'today' : textsOf(right)?.[0];
  const isDay = day === 'today' || (right?.op === 'value' && day !== undefined && DAY.test(day));
  return isDay && day !== undefined ? { kind: 'day', field, compare, value: day } : undefined;
}

const TURNED: Readonly<Record<string, ConditionClause['kind']>> = {
  yes: 'no',
  no: 'yes',
  is: 'is_not',
  is_not: 'is',
  contains: 'contains_not',
  contains_not: 'contains',
};

function readClause(node: ASTNode, fields: ConditionFields): ConditionClause | undefined {
  if (node.op === '!_') {
    const inner = readClause(node.args, fields);
    const kind = inner && TURNED[inner.kind];
    return inner && kind ? ({ ...inner, kind } as ConditionClause) : undefined;
  }
  const field = nameOf(node);
  if (field !== undefined) {
    return YES_NO.includes(fields.get(field)?.type ?? '') ? { kind: 'yes', field } : undefined;
  }
  if (node.op === 'in') return readMembership(node.args, fields);
  return node.op === '!=' || isComparison(node.op) ? readComparison(node, fields) : undefined;
}

/** `x != ""`: the question is answered. */
function answeredField(node: ASTNode): string | undefined {
  if (node.op !== '!=') return undefined;
  const [left, right] = node.args;
  return right.op === 'value' && right.args === '' ? nameOf(left) : undefined;
}

function joined(node: ASTNode, op: '&&' | '||'): readonly ASTNode[] {
  return node.op === op
    ? (node.args as readonly ASTNode[]).flatMap((each) => joined(each, op))
    : [node];
}

function needsAnswer(clause: ConditionClause): boolean {
  const isOfDay = clause.kind === 'day' || clause.kind === 'age';
  return isOfDay && NEEDS_ANSWER.includes(clause.compare);
}

/** Clauses of an `&&`; a day that is asked to be early comes with the question whether there is one. */
function readAll(node: ASTNode, fields: ConditionFields): readonly ConditionClause[] | undefined {
  const clauses: ConditionClause[] = [];
  let answered: string | undefined;
  for (const each of joined(node, '&&')) {
    const guard = answeredField(each);
    if (guard !== undefined && fields.get(guard)?.type === 'date') {
      if (answered !== undefined) return undefined;
      answered = guard;
      continue;
    }
    const clause = readClause(each, fields);
    if (!clause || ((needsAnswer(clause) || answered !== undefined) && answered !== clause.field))
      return undefined;
    answered = undefined;
    clauses.push(clause);
  }
  return answered === undefined ? clauses : undefined;
}

function astOf(cel: string): ASTNode | undefined {
  if (cel.length > LONGEST_EXPRESSION) return undefined;
  try {
    return parse(cel).ast;
  } catch {
    return undefined;
  }
}

/** A condition as it can be chosen and said in words; undefined when it is more than that. */
export function readCondition(cel: string, fields: ConditionFields): SimpleCondition | undefined {
  const ast = astOf(cel);
  if (!ast) return undefined;
  if (ast.op !== '||') {
    const clauses = readAll(ast, fields);
    return clauses && { join: 'all', clauses };
  }
  const each = joined(ast, '||').map((node) => readAll(node, fields));
  return each.every((clauses) => clauses?.length === 1)
    ? { join: 'any', clauses: each.flatMap((clauses) => clauses ?? []) }
    : undefined;
}
