import { type ASTNode, parse } from '@marcbachmann/cel-js';
import { LONGEST_EXPRESSION } from '../procedures/cel/cost.ts';
import type { ExpressionPlace } from './expression-places.ts';

/** Letters of an expression from `start` to `end` that name something of the definition. */
export interface NameUse {
  readonly start: number;
  readonly end: number;
  /** Of a question, list, condition or calculation; of a question in a row `<list>.<id>`. */
  readonly key: string;
  /** The text with which its answer is compared: an option. */
  readonly option?: string;
  /** The answer is compared with what another question or a calculation comes to: its options are a pair with others. */
  readonly paired?: true;
}

/** What part of an expression is: rows, one row, or an answer. */
interface Meaning {
  readonly of: 'list' | 'row' | 'answer';
  readonly key: string;
}

const LOOPS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

interface Reading {
  readonly uses: NameUse[];
  readonly lists: ReadonlySet<string>;
  readonly row: string | undefined;
  /** What conditions and calculations are by themselves: `paid: items.filter(…)` is still rows of `items`. */
  readonly aliases: ReadonlyMap<string, Meaning>;
}

type Bound = ReadonlyMap<string, Meaning | undefined>;

function readId(reading: Reading, node: ASTNode & { op: 'id' }, bound: Bound): Meaning | undefined {
  const name = node.args;
  if (bound.has(name)) return bound.get(name);
  if (name === 'row' && reading.row !== undefined) return { of: 'row', key: reading.row };
  reading.uses.push({ start: node.start, end: node.end, key: name });
  if (reading.lists.has(name)) return { of: 'list', key: name };
  return reading.aliases.get(name) ?? { of: 'answer', key: name };
}

function readPart(
  reading: Reading,
  node: ASTNode & { op: '.' },
  bound: Bound,
): Meaning | undefined {
  const [of, part] = node.args;
  const meaning = read(reading, of, bound);
  if (meaning?.of !== 'row') return undefined;
  const key = `${meaning.key}.${part}`;
  reading.uses.push({ start: node.end - part.length, end: node.end, key });
  return { of: reading.lists.has(key) ? 'list' : 'answer', key };
}

function readLoop(
  reading: Reading,
  node: ASTNode & { op: 'rcall' },
  bound: Bound,
): Meaning | undefined {
  const [method, receiver, [variable, ...bodies]] = node.args;
  const list = read(reading, receiver, bound);
  const inner = new Map(bound);
  const row = list?.of === 'list' ? ({ of: 'row', key: list.key } as const) : undefined;
  if (variable?.op === 'id') inner.set(variable.args, row);
  const made = bodies.map((body) => read(reading, body, inner)).at(-1);
  if (method === 'filter') return list;
  return method === 'map' && made?.of === 'row' ? { of: 'list', key: made.key } : undefined;
}

function readBind(reading: Reading, args: readonly ASTNode[], bound: Bound): Meaning | undefined {
  const [variable, value, body] = args;
  if (!value || !body || variable?.op !== 'id') return undefined;
  return read(reading, body, new Map(bound).set(variable.args, read(reading, value, bound)));
}

/** `answer == "a"`, `answer in ["a", "b"]`, `"a" in answers`: the texts are options of the answer. */
function readComparison(reading: Reading, [left, right]: readonly ASTNode[], bound: Bound): void {
  const meanings = [left, right].map((side) => side && read(reading, side, bound));
  for (const [meaning, other] of [
    [meanings[0], right],
    [meanings[1], left],
  ] as const) {
    if (meaning?.of !== 'answer' || !other) continue;
    for (const { op, args, start, end } of other.op === 'list' ? other.args : [other]) {
      const { key } = meaning;
      if (op !== 'value') reading.uses.push({ start, end, key, paired: true });
      else if (typeof args === 'string') reading.uses.push({ start, end, key, option: args });
    }
  }
}

function read(reading: Reading, node: ASTNode, bound: Bound): Meaning | undefined {
  const all = (nodes: readonly ASTNode[]) => {
    for (const each of nodes) read(reading, each, bound);
    return undefined;
  };
  switch (node.op) {
    case 'value':
      return undefined;
    case 'id':
      return readId(reading, node as ASTNode & { op: 'id' }, bound);
    case '.':
      return readPart(reading, node as ASTNode & { op: '.' }, bound);
    case '[]': {
      const list = read(reading, node.args[0], bound);
      read(reading, node.args[1], bound);
      return list?.of === 'list' ? { of: 'row', key: list.key } : undefined;
    }
    case 'rcall': {
      const [method, receiver, args] = node.args;
      if (LOOPS.has(method)) return readLoop(reading, node as ASTNode & { op: 'rcall' }, bound);
      if (method === 'bind') return readBind(reading, args, bound);
      return all([receiver, ...args]);
    }
    case 'call':
      return all(node.args[1]);
    case '?:': {
      const [condition, yes, no] = node.args;
      all([condition]);
      const meaning = read(reading, yes, bound);
      return read(reading, no, bound) ?? meaning;
    }
    case '==':
    case '!=':
    case 'in':
      readComparison(reading, node.args, bound);
      return undefined;
    case '!_':
    case '-_':
      return all([node.args]);
    case 'map':
      return all(node.args.flat());
    default:
      return all(
        (node.args as readonly unknown[]).filter((each) => typeof each === 'object') as ASTNode[],
      );
  }
}

function parsed(cel: string): ASTNode | undefined {
  if (cel.length > LONGEST_EXPRESSION) return undefined;
  try {
    return parse(cel).ast;
  } catch {
    return undefined;
  }
}

/** What every expression of a definition names; none where it can't be read. */
export function namesInExpressions(
  places: readonly ExpressionPlace[],
  lists: ReadonlySet<string>,
): ReadonlyMap<ExpressionPlace, readonly NameUse[]> {
  const aliases = new Map<string, Meaning>();
  const readAll = () =>
    new Map(
      places.map((place) => {
        const reading: Reading = { uses: [], lists, row: place.row, aliases };
        const ast = parsed(place.cel);
        const meaning = ast && read(reading, ast, new Map());
        const [part, name] = place.path;
        const isNamed = part === 'conditions' || part === 'calculations';
        if (isNamed && meaning && meaning.key !== name) aliases.set(String(name), meaning);
        return [place, reading.uses];
      }),
    );
  // Twice, so that a calculation may lean on one that is written below it.
  readAll();
  return readAll();
}
