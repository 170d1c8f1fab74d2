import type { AnswerValue } from '../../fields/answers.ts';
import type { Shape } from '../cel/shapes.ts';
import type { Field, OpenScope, ScopeRules } from '../procedure.ts';
import type { Town } from '../town.ts';
import type { Named } from './named.ts';
import type { Variables } from './variables.ts';

const RAW_EMPTY: Readonly<Record<string, unknown>> = { bool: false, int: 0n, string: '' };

function renew(scope: OpenScope, { name, expression }: Named): void {
  try {
    scope[name] = expression.raw(scope);
  } catch {
    scope[name] = expression.type.startsWith('list') ? [] : RAW_EMPTY[expression.type];
  }
}

/** How this procedure's answers become variables, and which named expressions lean on which. */
export function createScopeRules(
  town: Town,
  variables: Variables,
  named: readonly Named[],
): ScopeRules {
  const { shapes, rows } = variables;
  const dependents = new Map<string, readonly Named[]>();
  for (const id of [...shapes.keys(), ...rows.keys()]) {
    dependents.set(
      id,
      named.filter(({ expression }) => expression.uses.has(id)),
    );
  }
  const starts = new Map<string, OpenScope>();

  const makeStart = (today: string): OpenScope => {
    const scope: OpenScope = {
      today,
      town: variables.town.flags,
      amounts: variables.town.amounts(today),
      row: undefined,
    };
    for (const [id, shape] of shapes) if (!id.includes('.')) scope[id] = shape.empty;
    for (const repeat of rows.keys()) scope[repeat] = [];
    for (const one of named) renew(scope, one);
    return scope;
  };

  return {
    addresses: town.addresses,
    start(today) {
      let start = starts.get(today);
      if (!start) {
        start = makeStart(today);
        if (starts.size > 30) starts.clear();
        starts.set(today, start);
      }
      return { ...start };
    },
    put(scope, field: Field, value: AnswerValue | undefined) {
      scope[field.id] = (shapes.get(field.id) as Shape).from(value);
      for (const one of dependents.get(field.id) ?? []) renew(scope, one);
    },
    putRows(scope, repeat, made) {
      scope[repeat] = made;
      for (const one of dependents.get(repeat) ?? []) renew(scope, one);
    },
    newRow(repeat, index) {
      const row = rows.get(repeat)?.make() ?? {};
      row['index'] = BigInt(index);
      return row;
    },
    putInRow(row, field, value) {
      row[field.id] = (shapes.get(`${field.repeat}.${field.id}`) as Shape).from(value);
    },
  };
}
