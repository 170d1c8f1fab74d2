import { z } from 'zod';
import type { FieldType } from '../field-type.ts';
import { problem, typed } from '../raw-input.ts';

/** A box to tick under a statement; must be ticked when required. Not ticked is an answer too. */
export const consent: FieldType = {
  type: 'consent',
  settings: z.strictObject({}),
  cel: () => 'bool',
  empty: false,
  inputs: (field) => [field.id],
  parse(field, raw) {
    const value = typed(raw, field.id) === 'yes';
    return field.required && !value ? { errors: problem(field, 'required_consent') } : { value };
  },
  toRaw: (field, value) => (value === true ? { [field.id]: 'yes' } : {}),
  check(field, value) {
    if (typeof value !== 'boolean') return problem(field, 'invalid');
    return field.required && !value ? problem(field, 'required_consent') : [];
  },
};
