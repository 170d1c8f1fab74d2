import { z } from 'zod';
import { toCode } from '../../../lib/japanese-text.ts';
import type { Field } from '../../procedures/procedure.ts';
import type { FieldError } from '../answers.ts';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

const LENGTH = z.int().min(1).max(40).optional();

interface DigitsSettings {
  readonly length?: number;
  readonly min_length?: number;
  readonly max_length?: number;
}

function checkLength(field: Field, value: string): readonly FieldError[] {
  const { length, min_length: min = 1, max_length: max = 40 } = field.settings as DigitsSettings;
  const count = value.length;
  if (length !== undefined) {
    return count === length ? [] : problem(field, 'digits_count', { length, count });
  }
  if (count < min) return problem(field, 'digits_too_few', { min, count });
  return count > max ? problem(field, 'digits_too_many', { max, count }) : [];
}

/** A number that is not reckoned with (customer, certificate …): its zeros in front stay. */
export const digits = textLine({
  type: 'digits',
  settings: z.strictObject({ length: LENGTH, min_length: LENGTH, max_length: LENGTH }),
  missing: 'required_digits',
  tidy: (typed) => toCode(typed).replace(/-/g, ''),
  check: (field, value) =>
    /^\d+$/.test(value) ? checkLength(field, value) : problem(field, 'digits_only'),
});
