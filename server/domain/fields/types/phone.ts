import { z } from 'zod';
import { toCode } from '../../../lib/japanese-text.ts';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

/** Japanese numbers: 10 digits, 11 for mobile and IP; from abroad "+" and 8 to 15 digits (E.164). */
const DOMESTIC = /^0\d{9,10}$/;
const FOREIGN = /^\+\d{8,15}$/;

/** 03-1234-5678, (03)1234 5678, ０９０…, +81 90 …: hyphens stay where they stand right, mobile numbers get them. */
function canonical(typed: string): string {
  const code = toCode(typed)
    .replace(/[().·・]+/g, '-')
    .replace(/^-|-$/g, '');
  if (/^0\d{1,4}-\d{1,4}-\d{3,4}$/.test(code)) return code;
  const digits = code.replace(/-/g, '').replace(/^\+810?/, '0');
  const mobile = /^(0[5789]0)(\d{4})(\d{4})$/.exec(digits);
  return mobile ? `${mobile[1]}-${mobile[2]}-${mobile[3]}` : digits;
}

export const phone = textLine({
  type: 'phone',
  settings: z.strictObject({}),
  missing: 'required_phone',
  tidy: canonical,
  check(field, value) {
    const digits = value.replace(/-/g, '');
    return DOMESTIC.test(digits) || FOREIGN.test(digits) ? [] : problem(field, 'phone_format');
  },
});
