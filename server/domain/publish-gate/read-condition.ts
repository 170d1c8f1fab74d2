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

/**
 * Reads a CEL condition as far as it can be reasoned about: answers compared with words and numbers,
 * yes and no, named conditions. Anything else becomes a variable by its own wording: whatever it is,
 * it is the same wherever the same words stand.
 */
export function conditionReader(names: ConditionNames) {
  const known = new Map<string, Formula>();
  const open = new Set<string>();
  const written = new Map<string, Formula>();

  const opaque = (node: ASTNode, row: string | undefined): Formula => {
    const wording = node.input.slice(node.range.start, node.range.end).replace(/\s+/g, ' ');
    // The same words mean another thing in another row.
    return {
      op: 'is',
      name: `?${row ?? ''}?${wording}`,
      holds: (value) => value === true,
    };
  };

  const nameOf = (node: ASTNode, row: string | undefined): string | undefined => {
    let name: string | undefined;
    if (node.op === 'id') name = node.args;
    else if (node.op === '.' && node.args[0].op === 'id' && node.args[0].args === 'row') {
      name = rowName(node.args[1], row);
    }
    return name !== undefined && names.typeOf(name) !== undefined ? name : undefined;
  };

  const isOneOf = (name: string, values: readonly Value[]): Formula => {
    for (const value of values) names.compared(name, value);
    return { op: 'is', name, holds: (value) => values.includes(value) };
  };

  const named = (name: string): Formula | undefined => {
    const source = names.condition(name);
    if (source === undefined || open.has(name)) return undefined;
    const found = known.get(name);
    if (found) return found;
    open.add(name);
    const formula = read(source, undefined);
    open.delete(name);
    known.set(name, formula);
    return formula;
  };

  const compare = (node: ASTNode & { op: string }, row: string | undefined): Formula => {
    const [left, right] = node.args as [ASTNode, ASTNode];
    const leftName = subjectOf(left, row);
    const [name, other, op] = leftName
      ? [leftName, right, node.op]
      : [subjectOf(right, row), left, TURNED[node.op] ?? node.op];
    const literal = literalOf(other);
    if (name === undefined || literal === undefined) return opaque(node, row);
    const type = names.typeOf(name);
    if (typeof literal === 'number' && NUMBERS.has(type ?? '')) {
      names.compared(name, literal);
      const holds = ORDER[op];
      return holds
        ? { op: 'is', name, holds: (value) => holds(value as number, literal) }
        : opaque(node, row);
    }
    const fits = typeof literal === 'boolean' ? YES_NO.has(type ?? '') : isText(literal, type);
    if (!fits || (op !== '==' && op !== '!=')) return opaque(node, row);
    const is = isOneOf(name, [literal]);
    return op === '==' ? is : not(is);
  };

  const subjectOf = (node: ASTNode, row: string | undefined): string | undefined => {
    if (node.op === 'call' && node.args[0] === 'size' && node.args[1][0]?.op === 'id') {
      const list = `size(${node.args[1][0].args})`;
      return names.typeOf(list) === undefined ? undefined : list;
    }
    return nameOf(node, row);
  };

  const membership = (node: ASTNode, row: string | undefined): Formula => {
    const [one, many] = node.args as [ASTNode, ASTNode];
    const name = nameOf(one, row);
    const texts = textsOf(many);
    if (
      name &&
      many.op === 'list' &&
      texts.length === many.args.length &&
      isText('', names.typeOf(name))
    ) {
      return isOneOf(name, texts);
    }
    const boxes = nameOf(many, row);
    if (boxes && names.typeOf(boxes) === 'choices' && one.op === 'value') {
      return isOneOf(`${boxes} has ${String(one.args)}`, [true]);
    }
    return opaque(node, row);
  };

  const readNode = (node: ASTNode, row: string | undefined): Formula => {
    switch (node.op) {
      case 'value':
        return typeof node.args === 'boolean'
          ? { op: 'constant', value: node.args }
          : opaque(node, row);
      case '&&':
        return and(readNode(node.args[0], row), readNode(node.args[1], row));
      case '||':
        return or(readNode(node.args[0], row), readNode(node.args[1], row));
      case '!_':
        return not(readNode(node.args, row));
      case '?:': {
        const [test, yes, no] = node.args.map((part) => readNode(part, row)) as [
          Formula,
          Formula,
          Formula,
        ];
        return or(and(test, yes), and(not(test), no));
      }
      case 'in':
        return membership(node, row);
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return compare(node, row);
      case 'id':
        return named(node.args) ?? yesOrOpaque(node, row);
      default:
        return yesOrOpaque(node, row);
    }
  };

  const yesOrOpaque = (node: ASTNode, row: string | undefined): Formula => {
    const name = nameOf(node, row);
    return name !== undefined && YES_NO.has(names.typeOf(name) ?? '')
      ? isOneOf(name, [true])
      : opaque(node, row);
  };

  const read = (source: string | boolean | undefined, row: string | undefined): Formula => {
    if (source === undefined) return ALWAYS;
    if (typeof source === 'boolean') return { op: 'constant', value: source };
    const key = `${row ?? ''} ${source}`;
    const before = written.get(key);
    if (before) return before;
    const formula = readNew(source, row);
    written.set(key, formula);
    return formula;
  };

  const readNew = (source: string, row: string | undefined): Formula => {
    try {
      return readNode(parse(source).ast, row);
    } catch {
      // Not readable: told where it is compiled.
      return { op: 'is', name: `?${source}`, holds: (value) => value === true };
    }
  };
  return read;
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

function isText(literal: unknown, type: string | undefined): boolean {
  return (
    typeof literal === 'string' &&
    (type === 'choice' || type === 'text' || type === 'date' || type === 'gender')
  );
}
