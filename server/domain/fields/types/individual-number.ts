import { z } from 'zod';
import { isIndividualNumber } from '../../../lib/check-digits.ts';
import { toCode } from '../../../lib/japanese-text.ts';
import { maskNumber } from '../../../lib/mask-number.ts';
import type { FieldType } from '../field-type.ts';
import { partProblem, problem, textPart, typed } from '../raw-input.ts';

/**
 * The part that holds the number, in answers and in the names of inputs: by it storage knows what
 * it has to seal by itself (see `storage/individual-numbers.ts`), without knowing any definition.
 */
export const INDIVIDUAL_NUMBER = 'individual_number';

/** What stands for a number that is kept elsewhere: all but its last three digits hidden. */
const MASKED = /^•{9}\d{3}$/;

/** As it may be shown: ••••••••• and three digits. */
export function maskedIndividualNumber(value: unknown): string {
  const number = textPart(value, INDIVIDUAL_NUMBER);
  return MASKED.test(number) ? number : maskNumber(number);
}

/**
 * 個人番号 (マイナンバー). Asked only by definitions that name the law (番号法9条, 19条), never seen
 * by conditions, never shown whole again: the input shows the mask, and what is sent back unchanged
 * stays as it is.
 */
export const individualNumber: FieldType = {
  type: 'individual_number',
  settings: z.strictObject({ law: z.string().min(1) }),
  cel: () => undefined,
  empty: undefined,
  inputs: (field) => [`${field.id}.${INDIVIDUAL_NUMBER}`],
  parse(field, raw, { saved }) {
    const text = toCode(typed(raw, `${field.id}.${INDIVIDUAL_NUMBER}`)).replace(/-/g, '');
    const at = (code: Parameters<typeof partProblem>[2], params?: Record<string, number>) => ({
      errors: [partProblem(field, INDIVIDUAL_NUMBER, code, params)],
    });
    if (text === '')
      return field.required ? at('required_individual_number') : { value: undefined };
    if (saved !== undefined && text === maskedIndividualNumber(saved)) return { value: saved };
    if (!/^\d{12}$/.test(text)) {
      return at('individual_number_digits', { count: text.replace(/\D/g, '').length });
    }
    return isIndividualNumber(text)
      ? { value: { [INDIVIDUAL_NUMBER]: text } }
      : at('individual_number_check');
  },
  toRaw: (field, value) => ({
    [`${field.id}.${INDIVIDUAL_NUMBER}`]: maskedIndividualNumber(value),
  }),
  check(field, value) {
    const number = textPart(value, INDIVIDUAL_NUMBER);
    return isIndividualNumber(number) || MASKED.test(number) ? [] : problem(field, 'invalid');
  },
};
