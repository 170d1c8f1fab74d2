import { z } from 'zod';
import { toCode } from '../../../lib/japanese-text.ts';
import type { Field } from '../../procedures/procedure.ts';
import type { FieldError } from '../answers.ts';
import type { ErrorCode } from '../error-codes.ts';
import type { FieldType } from '../field-type.ts';
import { problem, typed } from '../raw-input.ts';

const LARGEST = 999_999_999_999;

/** Thousands with points, as Portuguese and Vietnamese write them: no whole number has three decimals. */
const POINTED = /^[-+]?\d{1,3}(?:\.\d{3})+(?!\d)/;

/** "３，０００円", "¥3,000", "3.000", "3 人" → 3000, 3000, 3000, 3; undefined when it is no whole number. */
function readInteger(text: string): number | undefined {
  const tidy = toCode(text)
    .replace(/^[¥\\]/, '')
    .replace(/,/g, '');
  const whole = tidy.replace(POINTED, (digits) => digits.replaceAll('.', ''));
  const match = /^([-+]?\d{1,15})(?:\.0*)?\D{0,4}$/.exec(whole);
  return match ? Number(match[1]) : undefined;
}

function checkBounds(field: Field, value: unknown): readonly FieldError[] {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return problem(field, 'invalid');
  const { min = 0, max = LARGEST } = field.settings as { min?: number; max?: number };
  if (value < min) return problem(field, 'number_too_small', { min });
  if (value > max) return problem(field, 'number_too_large', { max });
  return [];
}

function wholeNumber(type: string, missing: ErrorCode): FieldType {
  return {
    type,
    settings: z.strictObject({
      min: z.int().optional(),
      max: z.int().optional(),
      unit: z.string().optional(),
    }),
    cel: () => 'int',
    empty: 0,
    inputs: (field) => [field.id],
    parse(field, raw) {
      const text = typed(raw, field.id).trim();
      if (text === '') {
        return field.required ? { errors: problem(field, missing) } : { value: undefined };
      }
      const value = readInteger(text);
      if (value === undefined) return { errors: problem(field, 'number_format') };
      const errors = checkBounds(field, value);
      return errors.length > 0 ? { errors } : { value: value === 0 ? 0 : value };
    },
    toRaw: (field, value) => ({ [field.id]: typeof value === 'number' ? String(value) : '' }),
    check: checkBounds,
  };
}

/** Whole numbers from 0, unless `min` says otherwise. */
export const number = wholeNumber('number', 'required_number');
export const yen = wholeNumber('yen', 'required_yen');
