import type { Field } from '../procedures/procedure.ts';
import type { Answers, RawInput } from './answers.ts';
import { countInput, rowPrefix, savedRows, withPrefix } from './inner-rows.ts';
import { fieldType } from './registry.ts';

/** What the inputs of these fields show for saved answers (of a page, or of one row). */
export function toRawPage(fields: readonly Field[], answers: Answers): RawInput {
  const raw: Record<string, string | readonly string[] | undefined> = {};
  for (const field of fields) {
    const value = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
    if (value === undefined) continue;
    if (field.rows) Object.assign(raw, toRawRows(field, field.rows, savedRows(value)));
    else Object.assign(raw, fieldType(field.type).toRaw(field, value));
  }
  return raw;
}

/** The saved rows and, as long as there is room, an empty one to go on with. */
function toRawRows(
  field: Field,
  { fields, max }: NonNullable<Field['rows']>,
  rows: readonly Answers[],
): RawInput {
  const inputs = rows.map((row, index) =>
    withPrefix(toRawPage(fields, row), rowPrefix(field, index)),
  );
  const count = String(Math.min(rows.length + 1, max));
  return Object.assign({ [countInput(field)]: count }, ...inputs);
}
