import { z } from 'zod';
import type { FieldType } from '../field-type.ts';
import { problem, typed } from '../raw-input.ts';

export const yesNo: FieldType = {
  type: 'yes_no',
  settings: z.strictObject({}),
  cel: () => 'bool',
  empty: false,
  inputs: (field) => [field.id],
  parse(field, raw) {
    const sent = typed(raw, field.id);
    if (sent === 'yes' || sent === 'no') return { value: sent === 'yes' };
    if (sent !== '') return { errors: problem(field, 'choice_unknown') };
    return field.required ? { errors: problem(field, 'required_choice') } : { value: undefined };
  },
  toRaw: (field, value) => ({ [field.id]: value === true ? 'yes' : 'no' }),
  check: (field, value) => (typeof value === 'boolean' ? [] : problem(field, 'invalid')),
};
