import type { Environment } from '@marcbachmann/cel-js';
import { type TownEnvironment, townEnvironment } from '../cel/environment.ts';
import { type ObjectShape, objectShape, type Shape, simpleShape } from '../cel/shapes.ts';
import type { Town } from '../town.ts';
import type { PagePlan } from './plan.ts';

/** The variables of one procedure, declared with their types. */
export interface Variables {
  readonly town: TownEnvironment;
  /** Where the next named expression is declared. */
  readonly environment: Environment;
  /** Fields by id; those of rows as `<repeat>.<id>`. */
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly rows: ReadonlyMap<string, ObjectShape>;
  /** With `row` declared; only once every named expression is. */
  forRows(repeat: string | undefined): Environment;
}

/** `dog_owners` → `RowDogOwners`. */
function rowType(repeat: string): string {
  return `Row_${repeat}`;
}

export function declareVariables(town: Town, pages: readonly PagePlan[]): Variables {
  const shared = townEnvironment(town);
  const environment = shared.environment.clone();
  const shapes = new Map<string, Shape>();
  const rows = new Map<string, ObjectShape>();
  for (const page of pages) {
    const repeat = page.source.repeat?.of;
    const own: Record<string, Shape> = {};
    for (const field of page.fields) {
      const shape = shared.shapes.get(field.source.type);
      // No condition may see it (個人番号).
      if (shape === undefined) continue;
      shapes.set(repeat === undefined ? field.id : `${repeat}.${field.id}`, shape);
      own[field.id] = shape;
      if (repeat === undefined) environment.registerVariable(field.id, shape.cel);
    }
    if (repeat !== undefined) {
      const type = rowType(repeat);
      rows.set(repeat, objectShape(environment, type, { ...own, index: simpleShape('int') }));
      environment.registerVariable(repeat, `list<${type}>`);
    }
  }
  const withRow = new Map<string, Environment>();
  return {
    town: shared,
    environment,
    shapes,
    rows,
    forRows(repeat) {
      if (repeat === undefined || !rows.has(repeat)) return environment;
      let made = withRow.get(repeat);
      if (!made) {
        made = environment.clone().registerVariable('row', rowType(repeat));
        withRow.set(repeat, made);
      }
      return made;
    },
  };
}
