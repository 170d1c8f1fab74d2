import type { ASTNode } from '@marcbachmann/cel-js';
import { type ConditionReading, conditionTree, joinedNodes, nameOf } from './condition-nodes.ts';
import { neededAnswers } from './needed-answers.ts';
import { isOfRows, normalCondition } from './normal-condition.ts';
import { readAnswerClause } from './read-clause.ts';
import { readBetween } from './read-comparison.ts';
import type {
  AnswerClause,
  ConditionClause,
  ConditionFields,
  ConditionGroup,
  SimpleCondition,
} from './simple-condition.ts';
import { turned } from './turned-clause.ts';

/** `children.exists(c, c.living == "apart")`, also with a `!` before it. */
function readRows(node: ASTNode, reading: ConditionReading): ConditionClause | undefined {
  if (node.op === '!_') return turned(readRows(node.args, reading));
  if (node.op !== 'rcall' || node.args[0] !== 'exists' || reading.row) return undefined;
  const [, list, [variable, body]] = node.args;
  const rows = nameOf(list, reading) ?? '';
  if (reading.fields.get(rows)?.kind !== 'rows' || variable?.op !== 'id' || !body) return undefined;
  const inner = { ...reading, row: { variable: variable.args, rows } };
  const [of, ...more] = readAll(joinedNodes(body, '&&'), inner) ?? [];
  return of && more.length === 0 && isOfAnswer(of) ? { kind: 'some', rows, of } : undefined;
}

const isOfAnswer = (item: ConditionClause | ConditionGroup): item is AnswerClause =>
  !isOfRows(item) && item.kind !== 'group';

/** Takes the questions "is it answered?" that the clause needs out of what was read before it. */
function takeAnswered(
  before: readonly (ConditionClause | ConditionGroup)[],
  clause: ConditionClause,
): (ConditionClause | ConditionGroup)[] | undefined {
  const left = [...before];
  const needed = isOfAnswer(clause) ? neededAnswers(clause) : [];
  for (const field of needed.toReversed()) {
    const at = left.findLastIndex((one) => one.kind === 'answered' && one.field === field);
    if (at < 0) return undefined;
    left.splice(at, 1);
  }
  return left;
}

/** One of several that are joined by `||` within an `&&`. */
function readGroup(node: ASTNode, reading: ConditionReading): ConditionGroup | undefined {
  const each = joinedNodes(node, '||').map((one) => readAll(joinedNodes(one, '&&'), reading));
  const clauses = each.flatMap((items) => (items?.length === 1 ? items : []));
  const isOne = clauses.length === each.length && clauses.every((one) => one.kind !== 'group');
  return isOne ? { kind: 'group', clauses: clauses as ConditionClause[] } : undefined;
}

/** Parts of an `&&` in their order. */
function readAll(
  nodes: readonly ASTNode[],
  reading: ConditionReading,
  mayGroup = false,
): SimpleCondition['items'] | undefined {
  let items: (ConditionClause | ConditionGroup)[] = [];
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at] as ASTNode;
    if (node.op === '||') {
      const group = mayGroup ? readGroup(node, reading) : undefined;
      if (!group) return undefined;
      items.push(group);
      continue;
    }
    const between = readBetween([node, nodes[at + 1]], reading);
    if (between) at += 1;
    const clause = between ?? readAnswerClause(node, reading) ?? readRows(node, reading);
    const left = clause && takeAnswered(items, clause);
    if (!left) return undefined;
    items = [...left, clause];
  }
  return items;
}

/** A condition as it can be chosen; undefined when it is more than that. */
export function readCondition(cel: string, fields: ConditionFields): SimpleCondition | undefined {
  const ast = conditionTree(cel);
  if (!ast) return undefined;
  const reading: ConditionReading = { fields };
  if (ast.op !== '||') {
    const items = readAll(joinedNodes(ast, '&&'), reading, true);
    return items && items.length > 0 ? normalCondition({ join: 'all', items }) : undefined;
  }
  const each = joinedNodes(ast, '||').map((one) => readAll(joinedNodes(one, '&&'), reading));
  if (each.some((items) => items === undefined)) return undefined;
  const items = each.map((clauses): ConditionClause | ConditionGroup => ({
    kind: 'group',
    clauses: (clauses ?? []) as ConditionClause[],
  }));
  return normalCondition({ join: 'any', items });
}
