import { z } from 'zod';
import { isCorporateNumber } from '../../../lib/check-digits.ts';
import { toCode } from '../../../lib/japanese-text.ts';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

/** 法人番号 (番号法39条): 13 digits with a check digit; public, so it is kept like any answer. */
export const corporateNumber = textLine({
  type: 'corporate_number',
  settings: z.strictObject({}),
  missing: 'required_corporate_number',
  tidy: (typed) =>
    toCode(typed)
      .replace(/-/g, '')
      .replace(/^T(?=\d{13}$)/i, ''),
  check(field, value) {
    if (!/^\d{13}$/.test(value)) {
      const count = value.replace(/\D/g, '').length;
      return problem(field, 'corporate_number_digits', { count });
    }
    return isCorporateNumber(value) ? [] : problem(field, 'corporate_number_check');
  },
});
