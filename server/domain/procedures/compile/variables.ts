import type { Environment } from '@marcbachmann/cel-js';
import { type TownEnvironment, townEnvironment } from '../cel/environment.ts';
import {
  listShape,
  type ObjectShape,
  objectShape,
  type Shape,
  simpleShape,
} from '../cel/shapes.ts';
import type { Town } from '../town.ts';
import type { FieldPlan, PagePlan } from './plan.ts';

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

/** `dog_owners` → `Row_dog_owners`; rows within a row: `dogs.owners` → `Row_dogs__owners`. */
function rowType(repeat: string): string {
  return `Row_${repeat.replace('.', '__')}`;
}

function keyOf({ id, repeat }: FieldPlan): string {
  return repeat === undefined ? id : `${repeat}.${id}`;
}

/** The rows of a group inside a page: made at once from its answers, each with its number. */
function rowsShape(row: ObjectShape): Shape {
  const list = listShape(row);
  return {
    ...list,
    from(value) {
      const rows = list.from(value) as Record<string, unknown>[];
      return rows.map((values, index) =>
        Object.assign(row.make(), values, { index: BigInt(index) }),
      );
    },
  };
}

export function declareVariables(town: Town, pages: readonly PagePlan[]): Variables {
  const shared = townEnvironment(town);
  const environment = shared.environment.clone();
  const shapes = new Map<string, Shape>();
  const rows = new Map<string, ObjectShape>();
  const columns = new Map<string, Record<string, Shape>>();
  const addColumn = (repeat: string, id: string, shape: Shape) =>
    columns.set(repeat, { ...columns.get(repeat), [id]: shape });
  const makeRow = (repeat: string, own: Record<string, Shape>) => {
    const row = objectShape(environment, rowType(repeat), { ...own, index: simpleShape('int') });
    rows.set(repeat, row);
    return row;
  };
  for (const page of pages) {
    const repeat = page.source.repeat?.of;
    const own = (repeat !== undefined && columns.get(repeat)) || {};
    if (repeat !== undefined) columns.set(repeat, own);
    for (const field of page.fields) {
      const key = keyOf(field);
      const inner = field.source.type === 'rows' ? columns.get(key) : undefined;
      const shape = inner ? rowsShape(makeRow(key, inner)) : shared.shapes.get(field.source.type);
      columns.delete(inner ? key : '');
      // No condition may see it (個人番号).
      if (shape === undefined) continue;
      shapes.set(key, shape);
      if (field.within !== undefined) addColumn(field.repeat as string, field.id, shape);
      else own[field.id] = shape;
      if (field.repeat === undefined) environment.registerVariable(field.id, shape.cel);
    }
  }
  for (const [repeat, own] of columns) {
    environment.registerVariable(repeat, `list<${makeRow(repeat, own).cel}>`);
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
