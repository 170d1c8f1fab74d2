import { z } from 'zod';
import type { FieldType } from '../field-type.ts';
import { isText, problem, typedAll } from '../raw-input.ts';

/** Several of several: checkboxes. The answer keeps the order of the definition. */
export const choices: FieldType = {
  type: 'choices',
  settings: z.strictObject({ min: z.int().min(1).optional(), max: z.int().min(1).optional() }),
  cel: () => 'list<string>',
  empty: Object.freeze([]),
  inputs: (field) => [field.id],
  parse(field, raw, context) {
    const sent = new Set(typedAll(raw, field.id).filter((key) => key !== ''));
    if (sent.size === 0) {
      return field.required ? { errors: problem(field, 'required_choices') } : { value: undefined };
    }
    const known = (field.options ?? [])
      .map((option) => option.key)
      .filter((key) => sent.delete(key));
    const value = [...known, ...sent];
    const errors = choices.check(field, value, context);
    return errors.length > 0 ? { errors } : { value };
  },
  toRaw: (field, value) => ({ [field.id]: Array.isArray(value) ? value.filter(isText) : [] }),
  check(field, value, context) {
    if (!Array.isArray(value) || value.length === 0) return problem(field, 'invalid');
    const offered = context.optionKeys ?? [];
    if (value.some((key) => !offered.includes(key as string))) {
      return problem(field, 'choice_unknown');
    }
    const { min, max } = field.settings as { min?: number; max?: number };
    if (min !== undefined && value.length < min) return problem(field, 'choices_too_few', { min });
    if (max !== undefined && value.length > max) return problem(field, 'choices_too_many', { max });
    return [];
  },
};
