import { rowPrefix } from '../../domain/fields/inner-rows.ts';
import type { Field } from '../../domain/procedures/procedure.ts';

/** The columns of one row as fields of the page: their names say which row they are of. */
export function placedFields(field: Field, index: number): readonly Field[] {
  const prefix = rowPrefix(field, index);
  return (field.rows?.fields ?? []).map((column) => ({
    ...column,
    id: prefix + column.id,
    ...(column.reveal && {
      reveal: {
        clauses: column.reveal.clauses.map((one) => ({ ...one, field: prefix + one.field })),
      },
    }),
  }));
}
