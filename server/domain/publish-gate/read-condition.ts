import { type ASTNode, parse } from '@marcbachmann/cel-js';
import { textsOf } from '../procedures/cel/references.ts';
import { ALWAYS, and, type Formula, not, or, type Value } from './satisfiable.ts';

/** The names that a condition may speak of. */
export interface ConditionNames {
  /** Source of a named condition. */
  condition(name: string): string | undefined;
  /** Type of a variable (`size(<repeat>)` is a number); undefined for what is none. */
  typeOf(name: string): string | undefined;
  /** Told of every value that a variable is compared with. */
  compared(name: string, value: Value): void;
}

const YES_NO = new Set(['yes_no', 'consent']);
const NUMBERS = new Set(['number', 'yen']);
const TEXTS = new Set(['choice', 'text', 'date', 'gender']);
const ORDER: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};
/** What a field of a row is called, so that it is told from those of other rows. */
export function rowName(id: string, row: string | undefined): string {
  return `row.${id} of ${row ?? ''}`;
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** What one reader has read so far. */
interface Desk {
  readonly names: ConditionNames;
  readonly conditions: Map<string, Formula>;
  readonly written: Map<string, Formula>;
  /** Conditions that are being read: one that leans on itself is told where it is compiled. */
  readonly open: Set<string>;
}

type Row = string | undefined;

/**
 * Reads a CEL condition as far as it can be reasoned about: answers compared with words and numbers,
 * yes and no, named conditions. Anything else becomes a variable by its own wording: whatever it is,
 * it is the same wherever the same words stand.
 */
export function conditionReader(names: ConditionNames) {
  const desk: Desk = { names, conditions: new Map(), written: new Map(), open: new Set() };
  return (source: string | boolean | undefined, row?: Row): Formula => {
    if (source === undefined) return ALWAYS;
    if (typeof source === 'boolean') return { op: 'constant', value: source };
    return readSource(desk, source, row);
  };
}

function readSource(desk: Desk, source: string, row: Row): Formula {
  const key = `${row ?? ''} ${source}`;
  const before = desk.written.get(key);
  if (before) return before;
  const formula = readNew(desk, source, row);
  desk.written.set(key, formula);
  return formula;
}

function readNew(desk: Desk, source: string, row: Row): Formula {
  try {
    return readNode(desk, parse(source).ast, row);
  } catch {
    // Not readable: told where it is compiled.
    return isTrue(`?${source}`);
  }
}

const isTrue = (name: string): Formula => ({ op: 'is', name, holds: (value) => value === true });

/** The same words mean another thing in another row. */
function opaque(node: ASTNode, row: Row): Formula {
  const wording = node.input.slice(node.range.start, node.range.end).replace(/\s+/g, ' ');
  return isTrue(`?${row ?? ''}?${wording}`);
}

function readNode(desk: Desk, node: ASTNode, row: Row): Formula {
  const read = (inner: ASTNode) => readNode(desk, inner, row);
  switch (node.op) {
    case 'value':
      return typeof node.args === 'boolean'
        ? { op: 'constant', value: node.args }
        : opaque(node, row);
    case '&&':
      return and(read(node.args[0]), read(node.args[1]));
    case '||':
      return or(read(node.args[0]), read(node.args[1]));
    case '!_':
      return not(read(node.args));
    case '?:': {
      const test = read(node.args[0]);
      return or(and(test, read(node.args[1])), and(not(test), read(node.args[2])));
    }
    case 'in':
      return membership(desk, node.args, row) ?? opaque(node, row);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(desk, node.op, node.args, row) ?? opaque(node, row);
    case 'id':
      return named(desk, node.args) ?? yes(desk, node, row) ?? opaque(node, row);
    default:
      return yes(desk, node, row) ?? opaque(node, row);
  }
}

function named(desk: Desk, name: string): Formula | undefined {
  const source = desk.names.condition(name);
  if (source === undefined || desk.open.has(name)) return undefined;
  const found = desk.conditions.get(name);
  if (found) return found;
  desk.open.add(name);
  const formula = readSource(desk, source, undefined);
  desk.open.delete(name);
  desk.conditions.set(name, formula);
  return formula;
}

/** The field that a node speaks of. */
function nameOf({ names }: Desk, node: ASTNode, row: Row): string | undefined {
  let name: string | undefined;
  if (node.op === 'id') name = node.args;
  else if (node.op === '.' && node.args[0].op === 'id' && node.args[0].args === 'row') {
    name = rowName(node.args[1], row);
  }
  return name !== undefined && names.typeOf(name) !== undefined ? name : undefined;
}

/** The field, or how many rows there are. */
function subjectOf(desk: Desk, node: ASTNode, row: Row): string | undefined {
  if (node.op !== 'call') return nameOf(desk, node, row);
  const [called, [list]] = node.args;
  if (called !== 'size' || list?.op !== 'id') return undefined;
  const name = `size(${list.args})`;
  return desk.names.typeOf(name) === undefined ? undefined : name;
}

function isOneOf({ names }: Desk, name: string, values: readonly Value[]): Formula {
  for (const value of values) names.compared(name, value);
  return { op: 'is', name, holds: (value) => values.includes(value) };
}

function compare(
  desk: Desk,
  written: string,
  [left, right]: readonly [ASTNode, ASTNode],
  row: Row,
): Formula | undefined {
  const first = subjectOf(desk, left, row);
  const [name, other, op] = first
    ? [first, right, written]
    : [subjectOf(desk, right, row), left, TURNED[written] ?? written];
  const literal = literalOf(other);
  if (name === undefined || literal === undefined) return undefined;
  const type = desk.names.typeOf(name);
  const holds = ORDER[op];
  if (typeof literal === 'number') {
    if (!NUMBERS.has(type ?? '') || !holds) return undefined;
    desk.names.compared(name, literal);
    return { op: 'is', name, holds: (value) => holds(value as number, literal) };
  }
  const fits = typeof literal === 'boolean' ? YES_NO.has(type ?? '') : TEXTS.has(type ?? '');
  if (!fits || (op !== '==' && op !== '!=')) return undefined;
  const is = isOneOf(desk, name, [literal]);
  return op === '==' ? is : not(is);
}

function membership(
  desk: Desk,
  [one, many]: readonly [ASTNode, ASTNode],
  row: Row,
): Formula | undefined {
  const name = nameOf(desk, one, row);
  const texts = textsOf(many);
  const isList = many.op === 'list' && texts.length === many.args.length;
  if (name && isList && TEXTS.has(desk.names.typeOf(name) ?? '')) {
    return isOneOf(desk, name, texts);
  }
  const boxes = nameOf(desk, many, row);
  return boxes && desk.names.typeOf(boxes) === 'choices' && one.op === 'value'
    ? isOneOf(desk, `${boxes} has ${String(one.args)}`, [true])
    : undefined;
}

function yes(desk: Desk, node: ASTNode, row: Row): Formula | undefined {
  const name = nameOf(desk, node, row);
  return name !== undefined && YES_NO.has(desk.names.typeOf(name) ?? '')
    ? isOneOf(desk, name, [true])
    : undefined;
}

/** A value that stands there; -1 is a minus in front of one. */
function literalOf(node: ASTNode): Value | undefined {
  if (node.op === '-_') {
    const inner = literalOf(node.args);
    return typeof inner === 'number' ? -inner : undefined;
  }
  if (node.op !== 'value') return undefined;
  const { args } = node;
  if (typeof args === 'bigint') return Number(args);
  return typeof args === 'string' || typeof args === 'number' || typeof args === 'boolean'
    ? args
    : undefined;
}
