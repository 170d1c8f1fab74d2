import { parse } from '@marcbachmann/cel-js';
import { readReferences } from '../cel/references.ts';
import type { Definition } from '../definition-schema.ts';
import type { YamlPath } from '../source-file.ts';
import { type Compiled, compileExpression } from './expressions.ts';
import type { Names } from './names.ts';
import type { Report } from './report.ts';
import type { Variables } from './variables.ts';

/** A condition or a calculation. */
export interface Named {
  readonly name: string;
  readonly expression: Compiled<unknown>;
}

interface Written {
  readonly name: string;
  readonly source: string | number | boolean;
  readonly want: 'bool' | undefined;
  readonly path: YamlPath;
}

function written(definition: Definition): readonly Written[] {
  const conditions = Object.entries(definition.conditions ?? {}).map(
    ([name, source]): Written => ({ name, source, want: 'bool', path: ['conditions', name] }),
  );
  const calculations = Object.entries(definition.calculations ?? {}).map(
    ([name, source]): Written => ({ name, source, want: undefined, path: ['calculations', name] }),
  );
  return [...conditions, ...calculations];
}

/** Names an expression speaks of; empty when it can't be read (that is told where it is compiled). */
function spokenNames(source: string): readonly string[] {
  try {
    return readReferences(parse(source).ast).references.map(({ name }) => name);
  } catch {
    return [];
  }
}

/** In an order in which each one only leans on those before it; those in a circle are told. */
function inOrder(all: readonly Written[], report: Report): readonly Written[] {
  const byName = new Map(all.map((one) => [one.name, one]));
  const done = new Set<string>();
  const order: Written[] = [];
  const visit = (one: Written, above: readonly string[]): void => {
    if (done.has(one.name)) return;
    if (above.includes(one.name)) {
      const circle = [...above.slice(above.indexOf(one.name)), one.name].join(' → ');
      const mend = 'どれかひとつを、ほかを使わない式に書き直してください。';
      report.error(one.path, 'cycle', `条件や計算がお互いを使っています（${circle}）。`, mend);
      done.add(one.name);
      return;
    }
    for (const name of spokenNames(String(one.source))) {
      const other = byName.get(name);
      if (other) visit(other, [...above, one.name]);
    }
    if (done.has(one.name)) return;
    done.add(one.name);
    order.push(one);
  };
  for (const one of all) visit(one, []);
  return order;
}

/** Compiles conditions and calculations and declares them as variables, each with its type. */
export function compileNamed(
  definition: Definition,
  variables: Variables,
  names: Names,
  report: Report,
): readonly Named[] {
  const compiled: Named[] = [];
  for (const { name, source, want, path } of inOrder(written(definition), report)) {
    const place = { path, upTo: Number.POSITIVE_INFINITY };
    const { environment } = variables;
    const expression = compileExpression(environment, names, report, source, want, place);
    if (!expression) continue;
    compiled.push({ name, expression });
    names.define(name, expression.uses, expression.position, expression.size);
    if (!environment.hasVariable(name)) environment.registerVariable(name, expression.type);
  }
  return compiled;
}
