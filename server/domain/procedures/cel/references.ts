import type { ASTNode } from '@marcbachmann/cel-js';

/** One name that an expression speaks of: `children`, `row.birth`, `amounts.fee`, `c.birth` (c of children). */
export interface Reference {
  /** Variable, or the list that a variable of `exists`, `filter` … runs over. */
  readonly name: string;
  /** What follows the dot, if anything. */
  readonly part?: string;
  /** Is the part one of an element of the list? */
  readonly ofElement?: boolean;
}

/** `x == "text"` or `x in ["text"]`: for checking that the text is one that x can be. */
interface Comparison {
  readonly reference: Reference;
  readonly texts: readonly string[];
}

export interface Spoken {
  readonly references: readonly Reference[];
  readonly comparisons: readonly Comparison[];
}

const OVER_LISTS = new Set(['exists', 'all', 'filter', 'map', 'exists_one']);

type Bound = ReadonlyMap<string, string | undefined>;

/** Walks an expression; names bound inside it (the c of `exists(c, …)`) are followed to their list. */
export function readReferences(root: ASTNode): Spoken {
  const references: Reference[] = [];
  const comparisons: Comparison[] = [];

  const listOf = (node: ASTNode, bound: Bound): string | undefined => {
    if (node.op === 'id') return bound.has(node.args) ? undefined : node.args;
    if (node.op === 'rcall' && node.args[0] === 'filter') return listOf(node.args[1], bound);
    return undefined;
  };

  const toReference = (node: ASTNode, bound: Bound): Reference | undefined => {
    if (node.op === 'id') return bound.has(node.args) ? undefined : { name: node.args };
    if (node.op !== '.') return undefined;
    const [of, part] = node.args;
    if (of.op === '[]') {
      const list = listOf(of.args[0], bound);
      return list === undefined ? undefined : { name: list, part, ofElement: true };
    }
    if (of.op !== 'id') return undefined;
    if (!bound.has(of.args)) return { name: of.args, part };
    const list = bound.get(of.args);
    return list === undefined ? undefined : { name: list, part, ofElement: true };
  };

  const compare = (node: ASTNode, bound: Bound) => {
    if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return;
    const [left, right] = node.args;
    for (const [subject, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const reference = toReference(subject, bound);
      const texts = textsOf(other);
      if (reference && texts.length > 0) comparisons.push({ reference, texts });
    }
  };

  const visit = (node: ASTNode, bound: Bound): void => {
    const reference = toReference(node, bound);
    if (reference) references.push(reference);
    compare(node, bound);
    if (node.op === 'rcall') {
      const [method, receiver, args] = node.args;
      const [variable] = args;
      if (variable?.op === 'id' && OVER_LISTS.has(method)) {
        visit(receiver, bound);
        const inner = new Map(bound).set(variable.args, listOf(receiver, bound));
        for (const arg of args.slice(1)) visit(arg, inner);
        return;
      }
      if (method === 'bind' && receiver.op === 'id' && receiver.args === 'cel' && args[1]) {
        visit(args[1], bound);
        const inner = variable?.op === 'id' ? new Map(bound).set(variable.args, undefined) : bound;
        for (const arg of args.slice(2)) visit(arg, inner);
        return;
      }
    }
    for (const child of children(node)) visit(child, bound);
  };

  visit(root, new Map());
  return { references, comparisons };
}

/** The texts of a literal: "a" or ["a", "b"]. */
export function textsOf(node: ASTNode): readonly string[] {
  if (node.op === 'value') return typeof node.args === 'string' ? [node.args] : [];
  return node.op === 'list' ? node.args.flatMap(textsOf) : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

function children(node: ASTNode): readonly ASTNode[] {
  const flat = (value: unknown): readonly ASTNode[] => {
    if (isNode(value)) return [value];
    return Array.isArray(value) ? value.flatMap(flat) : [];
  };
  return flat(node.args);
}
