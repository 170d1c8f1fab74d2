import type { z } from 'zod';
import type { Field } from '../procedures/procedure.ts';
import type { FieldError } from './answers.ts';
import type { ErrorCode } from './error-codes.ts';
import type { FieldType, ParseContext } from './field-type.ts';
import { isText, problem, typed } from './raw-input.ts';

/**
 * Builds a type with one input whose answer is a string: `tidy` brings what was typed into the
 * canonical form ("" = empty), `check` holds the rules for it.
 */
export function textLine(kind: {
  readonly type: string;
  readonly settings: z.ZodObject;
  readonly missing: ErrorCode;
  tidy(typed: string, field: Field): string;
  check(field: Field, value: string, context: ParseContext): readonly FieldError[];
}): FieldType {
  return {
    type: kind.type,
    settings: kind.settings,
    cel: () => 'string',
    empty: '',
    inputs: (field) => [field.id],
    parse(field, raw, context) {
      const value = kind.tidy(typed(raw, field.id), field);
      if (value === '') {
        return field.required ? { errors: problem(field, kind.missing) } : { value: undefined };
      }
      const errors = kind.check(field, value, context);
      return errors.length > 0 ? { errors } : { value };
    },
    toRaw: (field, value) => ({ [field.id]: isText(value) ? value : '' }),
    check: (field, value, context) =>
      isText(value) && value !== '' ? kind.check(field, value, context) : problem(field, 'invalid'),
  };
}
