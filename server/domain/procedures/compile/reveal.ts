import type { ASTNode, ParseResult } from '@marcbachmann/cel-js';
import { textsOf } from '../cel/references.ts';
import type { Reveal } from '../procedure.ts';

type Clause = Reveal['clauses'][number];

interface RevealField {
  readonly type: string;
  /** Keys of a choice. */
  readonly keys: readonly string[];
  /** When the field itself is shown, as far as the browser can follow. */
  readonly reveal?: Reveal;
}

export interface RevealPage {
  /** The fields above it on the same page, by id; fields of a row if the page repeats. */
  readonly fields: ReadonlyMap<string, RevealField>;
  readonly repeats: boolean;
  /** The expression of a condition, so that its name may stand for it. */
  named(name: string): ParseResult | undefined;
}

/**
 * The condition in a form that the browser can follow, when it is simple enough: x, !x, x == "a",
 * x != "a", x in ["a", "b"], "a" in x about fields of the same page, joined by &&. Undefined
 * otherwise: then the server alone decides, after the page was sent.
 */
export function readReveal(parsed: ParseResult, page: RevealPage): Reveal | undefined {
  const clauses = readClauses(parsed.ast, page, 0);
  if (!clauses || clauses.length === 0) return undefined;
  // What is hidden is unanswered: an answer that is wanted wants its question to be shown.
  const above = clauses.flatMap(({ field, not }) =>
    not ? [] : (page.fields.get(field)?.reveal?.clauses ?? []),
  );
  const all = [...above, ...clauses];
  const seen = new Set<string>();
  const once = all.filter((clause) => {
    const key = JSON.stringify(clause);
    return !seen.has(key) && seen.add(key);
  });
  return { clauses: once };
}

/** A choice that is empty has none of its keys: the browser only ever compares with keys. */
function withKeys(
  page: RevealPage,
  field: string,
  values: readonly string[],
  not: boolean,
): Clause {
  if (!values.includes('')) return { field, values, ...(not && { not }) };
  const others = (page.fields.get(field)?.keys ?? []).filter((key) => !values.includes(key));
  return { field, values: others, ...(!not && { not: true }) };
}

function readClauses(node: ASTNode, page: RevealPage, depth: number): Clause[] | undefined {
  if (depth > 20) return undefined;
  if (node.op === '&&') {
    const left = readClauses(node.args[0], page, depth + 1);
    const right = left && readClauses(node.args[1], page, depth + 1);
    return left && right && [...left, ...right];
  }
  if (node.op === 'id' && !page.fields.has(node.args)) {
    const condition = page.named(node.args);
    return condition && readClauses(condition.ast, page, depth + 1);
  }
  const clause = readClause(node, page);
  return clause && [clause];
}

/** The field's id if it is one of this page; in a repeat fields are written `row.<id>`. */
function fieldIn(node: ASTNode, page: RevealPage): string | undefined {
  if (page.repeats) {
    if (node.op !== '.') return undefined;
    const [of, id] = node.args;
    return of.op === 'id' && of.args === 'row' && page.fields.has(id) ? id : undefined;
  }
  return node.op === 'id' && page.fields.has(node.args) ? node.args : undefined;
}

function isYesNo(field: string, page: RevealPage): boolean {
  const type = page.fields.get(field)?.type;
  return type === 'yes_no' || type === 'consent';
}

function readClause(node: ASTNode, page: RevealPage): Clause | undefined {
  if (node.op === '!_') {
    const inner = readClause(node.args, page);
    if (!inner) return undefined;
    const { not, ...clause } = inner;
    return not ? clause : { ...clause, not: true };
  }
  const itself = fieldIn(node, page);
  if (itself !== undefined) {
    return isYesNo(itself, page) ? { field: itself, values: ['yes'] } : undefined;
  }
  if (node.op === 'in') return readMembership(node.args[0], node.args[1], page);
  if (node.op !== '==' && node.op !== '!=') return undefined;
  const [left, right] = node.args;
  const [subject, other] = fieldIn(left, page) === undefined ? [right, left] : [left, right];
  const field = fieldIn(subject, page);
  if (field === undefined || other.op !== 'value') return undefined;
  const not = node.op === '!=';
  if (typeof other.args === 'boolean' && isYesNo(field, page)) {
    return { field, values: ['yes'], ...(not === other.args && { not: true }) };
  }
  if (typeof other.args !== 'string' || page.fields.get(field)?.type !== 'choice') {
    return undefined;
  }
  return withKeys(page, field, [other.args], not);
}

function readMembership(one: ASTNode, many: ASTNode, page: RevealPage): Clause | undefined {
  const chosen = fieldIn(one, page);
  if (chosen !== undefined && page.fields.get(chosen)?.type === 'choice' && many.op === 'list') {
    const values = textsOf(many);
    return values.length === many.args.length ? withKeys(page, chosen, values, false) : undefined;
  }
  const boxes = fieldIn(many, page);
  const key = textsOf(one);
  return boxes !== undefined && page.fields.get(boxes)?.type === 'choices' && key.length === 1
    ? { field: boxes, values: key }
    : undefined;
}
