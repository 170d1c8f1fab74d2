import { type ASTNode, parse } from '@marcbachmann/cel-js';
import type { Procedure } from '../procedure.ts';
import { readReferences, textsOf } from './references.ts';

/** A condition as people say it; fields by their key in `Procedure.fields`. */
export type PlainCondition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly PlainCondition[] }
  | {
      readonly kind: 'is';
      readonly field: string;
      readonly values: readonly string[];
      readonly not: boolean;
    }
  | { readonly kind: 'at_least' | 'at_most'; readonly field: string; readonly number: number }
  | { readonly kind: 'answered'; readonly field: string; readonly not: boolean }
  /** One row at least. */
  | { readonly kind: 'some'; readonly rows: string; readonly of: PlainCondition }
  /** What is no sentence: the questions (and repeats) that decide. */
  | { readonly kind: 'by'; readonly names: readonly string[] };

type Reading = Pick<Procedure, 'fields' | 'conditions'> & {
  /** Names that stand for a row: `row`, and the c of `exists(c, …)`. */
  readonly rows: ReadonlyMap<string, string>;
};

/** Named conditions may lean on each other so deep. */
const MOST_DEEP = 8;
const YES_NO = new Set(['yes_no', 'consent']);
const TURNED = { '==': '!=', '!=': '==', '>': '<=', '<=': '>', '<': '>=', '>=': '<' } as const;
type Sign = keyof typeof TURNED;

const isSign = (op: string): op is Sign => Object.hasOwn(TURNED, op);

/** The field that a name means: `kind`, `row.breed`, `c.living`. */
function fieldOf(node: ASTNode, { fields, rows }: Reading): string | undefined {
  if (node.op === 'id') return fields.has(node.args) ? node.args : undefined;
  if (node.op !== '.' || node.args[0].op !== 'id') return undefined;
  const of = rows.get(node.args[0].args);
  const key = `${of}.${node.args[1]}`;
  return of !== undefined && fields.has(key) ? key : undefined;
}

function namesIn(node: ASTNode, reading: Reading, deep: number): readonly string[] {
  return readReferences(node).references.flatMap(({ name, part }) => {
    const source = reading.conditions?.get(name);
    if (source !== undefined && deep < MOST_DEEP)
      return namesIn(parse(source).ast, reading, deep + 1);
    const of = reading.rows.get(name) ?? name;
    return reading.fields.has(`${of}.${part}`) ? [`${of}.${part}`] : [of];
  });
}

/** `x == "a"`, `x != ""`, `x == true`, `x > 2`: the question on the left. */
function comparison(
  [left, right]: readonly [ASTNode, ASTNode],
  sign: Sign,
  reading: Reading,
): PlainCondition | undefined {
  const isSize = left.op === 'call' && left.args[0] === 'size' && left.args[1][0];
  const field = fieldOf(isSize || left, reading);
  if (field === undefined || right.op !== 'value') return undefined;
  const value: unknown = right.args;
  if (typeof value === 'bigint') return numbers(field, sign, Number(value), isSize !== false);
  if (sign !== '==' && sign !== '!=') return undefined;
  const not = sign === '!=';
  if (value === '') return { kind: 'answered', field, not: !not };
  if (typeof value === 'boolean') return { kind: 'is', field, values: ['yes'], not: not === value };
  return typeof value === 'string' ? { kind: 'is', field, values: [value], not } : undefined;
}

function numbers(
  field: string,
  sign: Sign,
  number: number,
  isSize: boolean,
): PlainCondition | undefined {
  if (isSize && sign === '>' && number === 0) return { kind: 'answered', field, not: false };
  if (isSize) return undefined;
  if (sign === '>' || sign === '>=') {
    return { kind: 'at_least', field, number: sign === '>' ? number + 1 : number };
  }
  if (sign === '<' || sign === '<=') {
    return { kind: 'at_most', field, number: sign === '<' ? number - 1 : number };
  }
  return undefined;
}

/** `x in ["a", "b"]`, and `"a" in x` where several may be ticked. */
function membership(
  [left, right]: readonly [ASTNode, ASTNode],
  not: boolean,
  reading: Reading,
): PlainCondition | undefined {
  const field = fieldOf(left, reading) ?? fieldOf(right, reading);
  const values = textsOf(right.op === 'list' ? right : left);
  return field === undefined || values.length === 0
    ? undefined
    : { kind: 'is', field, values, not };
}

/** `children.exists(c, c.living == "apart")` */
function someRow(node: ASTNode, reading: Reading, deep: number): PlainCondition | undefined {
  if (node.op !== 'rcall' || node.args[0] !== 'exists') return undefined;
  const [, list, [variable, condition]] = node.args;
  if (list.op !== 'id' || variable?.op !== 'id' || condition === undefined) return undefined;
  const rows = new Map(reading.rows).set(variable.args, list.args);
  const of = read(condition, false, { ...reading, rows }, deep);
  return of.kind === 'by' ? undefined : { kind: 'some', rows: list.args, of };
}

function single(
  node: ASTNode,
  not: boolean,
  reading: Reading,
  deep: number,
): PlainCondition | undefined {
  const { op } = node;
  const field = fieldOf(node, reading);
  if (field !== undefined) {
    const isYesNo = YES_NO.has(reading.fields.get(field)?.type ?? '');
    return isYesNo ? { kind: 'is', field, values: ['yes'], not } : undefined;
  }
  const source = node.op === 'id' ? reading.conditions?.get(node.args) : undefined;
  if (source !== undefined && deep < MOST_DEEP) {
    return read(parse(source).ast, not, reading, deep + 1);
  }
  if (op === 'in') return membership(node.args, not, reading);
  if (isSign(op)) {
    const sides = node.args as unknown as readonly [ASTNode, ASTNode];
    return comparison(sides, not ? TURNED[op] : op, reading);
  }
  return not ? undefined : someRow(node, reading, deep);
}

function speaksOf(condition: PlainCondition, field: string): boolean {
  if ('names' in condition) return condition.names.includes(field);
  if ('field' in condition) return condition.field === field;
  const parts = condition.kind === 'some' ? [condition.of] : condition.of;
  return parts.some((part) => speaksOf(part, field));
}

/** `x != "" && …x…`: on paper nobody asks first whether something is written there. */
function withoutGuards(kind: 'all' | 'any', of: readonly PlainCondition[]): PlainCondition {
  const parts = of.filter((part, at) => {
    if (part.kind !== 'answered' || part.not !== (kind === 'any')) return true;
    return !of.some((other, place) => place !== at && speaksOf(other, part.field));
  });
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 ? only : { kind, of: parts };
}

function read(node: ASTNode, not: boolean, reading: Reading, deep: number): PlainCondition {
  if (node.op === '!_') return read(node.args, !not, reading, deep);
  if (node.op === '&&' || node.op === '||') {
    const kind = (node.op === '&&') === !not ? 'all' : 'any';
    const of = node.args.flatMap((one) => {
      const part = read(one, not, reading, deep);
      return part.kind === kind ? part.of : [part];
    });
    return withoutGuards(kind, of);
  }
  const names = () => [...new Set(namesIn(node, reading, deep))];
  return single(node, not, reading, deep) ?? { kind: 'by', names: names() };
}

/**
 * What a condition says, in parts that have words.
 * @param repeat the group whose row's answers `row.` means
 */
export function plainCondition(
  procedure: Pick<Procedure, 'fields' | 'conditions'>,
  source: string,
  repeat: string | undefined,
): PlainCondition {
  const rows = new Map(repeat === undefined ? [] : [['row', repeat]]);
  return read(parse(source).ast, false, { ...procedure, rows }, 0);
}
