import { z } from 'zod';
import { toCode } from '../../../lib/japanese-text.ts';
import type { AnswerValue, FieldError } from '../answers.ts';
import type { FieldType, ItemRow } from '../field-type.ts';
import { partProblem, problem, typed } from '../raw-input.ts';

/** A number, or a CEL int such as `amounts.bulky_max_pieces`. */
const LIMIT = z.union([z.int().min(1), z.string()]).optional();
const LARGEST_QUANTITY = 999;

function isRows(
  value: AnswerValue,
): value is readonly (ItemRow & Record<string, string | number>)[] {
  return (
    Array.isArray(value) &&
    value.every(
      (row) =>
        typeof row === 'object' &&
        row !== null &&
        typeof row.item === 'string' &&
        Number.isSafeInteger(row.quantity) &&
        row.quantity > 0,
    )
  );
}

/**
 * Things out of a catalogue with how many of each: inputs `id.quantity.<item>`. Shape only: what is
 * accepted, and the limits, are asked by domain/fees.
 */
export const itemPicker: FieldType = {
  type: 'item_picker',
  settings: z.strictObject({
    catalogue: z.string(),
    max_pieces: LIMIT,
    max_same: LIMIT,
    max_yen: LIMIT,
  }),
  cel: () => 'list<Item>',
  empty: Object.freeze([]),
  inputs: (field) => [field.id],
  parse(field, raw) {
    const prefix = `${field.id}.quantity.`;
    const rows: { item: string; quantity: number }[] = [];
    const errors: FieldError[] = [];
    for (const input of Object.keys(raw)) {
      if (!input.startsWith(prefix)) continue;
      const item = input.slice(prefix.length);
      const digits = toCode(typed(raw, input)).replace(/\D{1,2}$/, '');
      const quantity = digits === '' ? 0 : Number(digits);
      if (!Number.isSafeInteger(quantity) || quantity < 0 || quantity > LARGEST_QUANTITY) {
        errors.push(partProblem(field, `quantity.${item}`, 'items_quantity_format'));
      } else if (quantity > 0) rows.push({ item, quantity });
    }
    if (errors.length > 0) return { errors };
    if (rows.length === 0) {
      return field.required ? { errors: problem(field, 'required_items') } : { value: undefined };
    }
    return { value: rows };
  },
  toRaw: (field, value) =>
    Object.fromEntries(
      (isRows(value) ? value : []).map(({ item, quantity }) => [
        `${field.id}.quantity.${item}`,
        String(quantity),
      ]),
    ),
  check: (field, value) => (isRows(value) && value.length > 0 ? [] : problem(field, 'invalid')),
};
