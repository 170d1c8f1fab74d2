import { type ASTNode, parse } from '@marcbachmann/cel-js';
import { LONGEST_EXPRESSION } from '../procedures/cel/cost.ts';
import {
  type AskedKind,
  COMPARISONS,
  type Comparison,
  type ConditionFields,
} from './simple-condition.ts';

/** What an expression is read with: the questions, and the row that a variable stands for. */
export interface ConditionReading {
  readonly fields: ConditionFields;
  /** Inside `children.exists(c, …)`: only the row's own answers and today can be spoken of. */
  readonly row?: { readonly variable: string; readonly rows: string };
}

export function conditionTree(cel: string): ASTNode | undefined {
  if (cel.length > LONGEST_EXPRESSION) return undefined;
  try {
    return parse(cel).ast;
  } catch {
    return undefined;
  }
}

export const isComparison = (op: string): op is Comparison =>
  (COMPARISONS as readonly string[]).includes(op);

/** The parts of `a && b && c`, brackets among them opened. */
export function joinedNodes(node: ASTNode, op: '&&' | '||'): readonly ASTNode[] {
  return node.op === op
    ? (node.args as readonly ASTNode[]).flatMap((each) => joinedNodes(each, op))
    : [node];
}

export function writtenName(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const [of, part] = node.args;
  const above = writtenName(of);
  return above === undefined ? undefined : `${above}.${part}`;
}

/** The question that is meant: `kind`, `row.kind`; the c of `exists(c, …)` stands for its rows. */
export function nameOf(node: ASTNode | undefined, reading: ConditionReading): string | undefined {
  const written = node && writtenName(node);
  if (written === undefined || node === undefined) return undefined;
  const { row, fields } = reading;
  if (row === undefined) return fields.get(written)?.rows === undefined ? written : undefined;
  if (written === 'today') return written;
  return written.startsWith(`${row.variable}.`)
    ? `${row.rows}${written.slice(row.variable.length)}`
    : undefined;
}

/** The texts of "a" and of ["a", "b"]; none is "". */
export function textsIn(node: ASTNode | undefined): readonly string[] | undefined {
  const parts = node?.op === 'list' ? node.args : node ? [node] : [];
  const texts = parts.map((part) => (part.op === 'value' ? part.args : undefined));
  return texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '')
    ? (texts as string[])
    : undefined;
}

/** The name of a question of that kind, if that is what is meant. */
export function namedAs(
  node: ASTNode | undefined,
  kind: AskedKind,
  reading: ConditionReading,
): string | undefined {
  const name = nameOf(node, reading);
  return name !== undefined && reading.fields.get(name)?.kind === kind ? name : undefined;
}
