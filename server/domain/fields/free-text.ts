import { holdsIndividualNumber } from '../../lib/check-digits.ts';
import type { Field } from '../procedures/procedure.ts';
import type { FieldError } from './answers.ts';
import { problem } from './raw-input.ts';

/**
 * 個人番号 must not be collected where no law allows it (番号法20条), so what can be written freely
 * must not hold one. @param input name of the input, if it is a part of the field
 */
export function refuseIndividualNumber(
  field: Field,
  text: string,
  input = field.id,
): readonly FieldError[] {
  if (!holdsIndividualNumber(text)) return [];
  return problem(field, 'individual_number_refused').map((error) => ({ ...error, input }));
}
