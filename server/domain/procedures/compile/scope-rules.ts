import type { AnswerValue } from '../../fields/answers.ts';
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

/**
 * How this procedure's answers become variables. A named expression is reckoned once, when the last
 * answer that it leans on has been passed: no expression may speak of it earlier.
 */
export function createScopeRules(
  town: Town,
  variables: Variables,
  named: readonly Named[],
  positionOf: (name: string) => number,
): ScopeRules {
  const { shapes, rows } = variables;
  const due = dueAfter(named, positionOf);
  const starts = new Map<string, OpenScope>();

  const makeStart = (today: string): OpenScope => {
    const scope: OpenScope = {
      today,
      town: variables.town.flags,
      amounts: variables.town.amounts(today),
      row: undefined,
    };
    for (const [id, shape] of shapes) if (!id.includes('.')) scope[id] = shape.empty;
    for (const repeat of rows.keys()) if (!repeat.includes('.')) scope[repeat] = [];
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
      // Answers lie over the empty ones; copying some fifty names for every page would be slower.
      return Object.create(start) as OpenScope;
    },
    put(scope, field: Field, value: AnswerValue | undefined) {
      const shape = shapes.get(field.id);
      if (shape) scope[field.id] = shape.from(value);
    },
    pass(scope, id) {
      const ready = due.get(id);
      if (ready) for (const one of ready) renew(scope, one);
    },
    newRow(repeat, index) {
      const row = rows.get(repeat)?.make() ?? {};
      row['index'] = BigInt(index);
      return row;
    },
    putInRow(row, field, value) {
      const shape = shapes.get(`${field.repeat}.${field.id}`);
      if (shape) row[field.id] = shape.from(value);
    },
  };
}

/** Apart from the rules, which live on: `positionOf` would keep everything that a compilation works with. */
function dueAfter(named: readonly Named[], positionOf: (name: string) => number) {
  return Map.groupBy(named, ({ expression }) => lastOf(expression.uses, positionOf));
}

/** Of all that an expression leans on, what is asked last; undefined when it leans on no answer. */
function lastOf(
  uses: ReadonlySet<string>,
  positionOf: (name: string) => number,
): string | undefined {
  let last: string | undefined;
  for (const use of uses) {
    if (last === undefined || positionOf(use) > positionOf(last)) last = use;
  }
  return last;
}
