import type { ASTNode } from '@marcbachmann/cel-js';

/** How large a value can get: elements of a list (letters of a text), and all that is in it. */
export interface ValueSize {
  readonly count: number;
  readonly size: number;
}

export interface Cost {
  /** What the expression's value can grow to. */
  readonly value: ValueSize;
  /** Steps that reckoning it can take. */
  readonly steps: number;
  /** It looks for patterns, which can take for ever. */
  readonly pattern: boolean;
}

/** More than any honest rule needs: a loop in a loop over the largest group has some ten thousand steps. */
export const MOST_STEPS = 200_000;
export const MOST_SIZE = 1_000_000;
/** Letters of one expression; the longest shipped one has some six hundred. */
export const LONGEST_EXPRESSION = 4000;

/** An answer: a long text, or the rows of the largest group. */
export const SIZE_OF_ANSWER: ValueSize = { count: 50, size: 1000 };

const SMALL: ValueSize = { count: 1, size: 1 };
const LOOPS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

type Bound = ReadonlyMap<string, ValueSize>;

interface Meter {
  steps: number;
  pattern: boolean;
  readonly sizeOf: (name: string) => ValueSize;
}

/** Where an expression is being reckoned: names bound around it, and how often. */
interface Around {
  readonly bound: Bound;
  readonly times: number;
}

/**
 * The most that an expression can take and make, whatever the answers are. Nothing can loop for ever
 * in CEL, but loops in loops and texts that double are as good as that.
 * @param sizeOf what a name's value can grow to
 */
export function costOf(root: ASTNode, sizeOf: (name: string) => ValueSize): Cost {
  const meter: Meter = { steps: 0, pattern: false, sizeOf };
  const value = visit(meter, root, { bound: new Map(), times: 1 });
  return { value, steps: Math.ceil(meter.steps), pattern: meter.pattern };
}

function both(one: ValueSize, other: ValueSize): ValueSize {
  return { count: one.count + other.count, size: one.size + other.size };
}

function elementOf({ count, size }: ValueSize): ValueSize {
  const each = Math.ceil(size / Math.max(1, count));
  return { count: each, size: each };
}

function all(meter: Meter, nodes: readonly ASTNode[], around: Around): ValueSize {
  return nodes.map((node) => visit(meter, node, around)).reduce(both, { count: 0, size: 0 });
}

function visit(meter: Meter, node: ASTNode, around: Around): ValueSize {
  meter.steps += around.times;
  if (meter.steps > MOST_STEPS) return SMALL;
  switch (node.op) {
    case 'value': {
      const count = typeof node.args === 'string' ? node.args.length : 1;
      return { count, size: count };
    }
    case 'id':
      return around.bound.get(node.args) ?? meter.sizeOf(node.args);
    case 'list':
      return { ...all(meter, node.args, around), count: node.args.length };
    case 'map':
      return all(meter, node.args.flat(), around);
    case 'call':
      return call(meter, node.args[0], node.args[1], around);
    case 'rcall': {
      const [method, receiver, args] = node.args;
      if (LOOPS.has(method)) return loop(meter, method, [receiver, ...args], around);
      if (method === 'bind' && args.length === 3) return bind(meter, args, around);
      return call(meter, method, [receiver, ...args], around);
    }
    case '+':
      return all(meter, node.args, around);
    case '.':
      return visit(meter, node.args[0], around);
    case '[]':
      visit(meter, node.args[1], around);
      return elementOf(visit(meter, node.args[0], around));
    case '?:':
      visit(meter, node.args[0], around);
      return both(visit(meter, node.args[1], around), visit(meter, node.args[2], around));
    case '!_':
    case '-_':
      visit(meter, node.args, around);
      return SMALL;
    default:
      compare(meter, node.args as readonly ASTNode[], around);
      return SMALL;
  }
}

/** Two values side by side: `==`, `<`, `&&`, `in` … */
function compare(meter: Meter, nodes: readonly ASTNode[], around: Around): void {
  const { size } = all(meter, nodes, around);
  meter.steps += (around.times * size) / 1000;
}

function loop(
  meter: Meter,
  method: string,
  [receiver, variable, ...bodies]: ASTNode[],
  around: Around,
) {
  const list = receiver ? visit(meter, receiver, around) : SMALL;
  const bound = new Map(around.bound);
  if (variable?.op === 'id') bound.set(variable.args, elementOf(list));
  const made = all(meter, bodies, { bound, times: around.times * Math.max(1, list.count) });
  if (method === 'filter') return list;
  return method === 'map' ? { count: list.count, size: list.count * made.size } : SMALL;
}

function bind(
  meter: Meter,
  [variable, value, body]: readonly ASTNode[],
  around: Around,
): ValueSize {
  if (!value || !body) return SMALL;
  const bound = new Map(around.bound);
  if (variable?.op === 'id') bound.set(variable.args, visit(meter, value, around));
  return visit(meter, body, { ...around, bound });
}

function call(meter: Meter, method: string, args: readonly ASTNode[], around: Around): ValueSize {
  if (method === 'matches') meter.pattern = true;
  const { count, size } = all(meter, args, around);
  meter.steps += (around.times * size) / 1000;
  if (method === 'size') return SMALL;
  if (method === 'split') return { count: size, size };
  return method === 'join' ? { count: count * size, size: count * size } : { count, size };
}
