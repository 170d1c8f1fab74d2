import { z } from 'zod';
import { toCode } from '../../../lib/japanese-text.ts';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

/** 介護保険の被保険者番号: 10 digits, as on the front of the 被保険者証. */
export const insuredNumber = textLine({
  type: 'insured_number',
  settings: z.strictObject({}),
  missing: 'required_insured_number',
  tidy: (typed) => toCode(typed).replace(/-/g, ''),
  check: (field, value) =>
    /^\d{10}$/.test(value)
      ? []
      : problem(field, 'insured_number_digits', { count: value.replace(/\D/g, '').length }),
});
