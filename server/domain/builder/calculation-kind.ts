import type { ASTNode } from '@marcbachmann/cel-js';
import { conditionTree } from './condition-nodes.ts';
import type { AskedKind, ConditionFields } from './simple-condition.ts';

const OF_CALLS: Readonly<Record<string, AskedKind>> = {
  age_attained: 'number',
  age_at_fiscal_year_end: 'number',
  fiscal_year: 'number',
  days_after: 'number',
  business_days_until: 'number',
  resource_people: 'number',
  sum: 'number',
  size: 'number',
  int: 'number',
  add_days: 'date',
  add_months: 'date',
  add_business_days: 'date',
  next_open_day: 'date',
  fiscal_year_end: 'date',
  is_weekend_or_holiday: 'yes_no',
  within_days: 'yes_no',
};

const OF_SIGNS: Readonly<Record<string, AskedKind>> = {
  '-': 'number',
  '*': 'number',
  '/': 'number',
  '%': 'number',
  '-_': 'number',
  '&&': 'yes_no',
  '||': 'yes_no',
  '!_': 'yes_no',
  in: 'yes_no',
};

function kindOf(node: ASTNode, fields: ConditionFields): AskedKind | undefined {
  switch (node.op) {
    case 'value':
      return { bigint: 'number', boolean: 'yes_no' }[typeof node.args as string] as
        | AskedKind
        | undefined;
    case 'id':
      return fields.get(node.args)?.kind;
    case '.': {
      const [of, part] = node.args;
      if (of.op !== 'id') return undefined;
      return of.args === 'amounts' ? 'number' : fields.get(`${of.args}.${part}`)?.kind;
    }
    case '?:':
      return kindOf(node.args[1], fields) ?? kindOf(node.args[2], fields);
    case '+':
      return kindOf(node.args[0], fields) === 'number' ? 'number' : undefined;
    case 'call':
      return OF_CALLS[node.args[0]];
    case 'rcall':
      return { size: 'number', exists: 'yes_no', all: 'yes_no' }[node.args[0] as string] as
        | AskedKind
        | undefined;
    default:
      return OF_SIGNS[node.op];
  }
}

/**
 * What a calculation comes to, as far as conditions can ask about it: a number, a day, yes or no.
 * A question of several choices is no calculation's answer, though it may be named by one.
 */
export function calculationKind(cel: string, fields: ConditionFields): AskedKind | undefined {
  const ast = conditionTree(cel);
  const kind = ast && kindOf(ast, fields);
  return kind === 'number' || kind === 'date' || kind === 'yes_no' ? kind : undefined;
}
