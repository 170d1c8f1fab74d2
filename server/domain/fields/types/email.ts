import { z } from 'zod';
import { toHalfWidth } from '../../../lib/japanese-text.ts';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

// Some old mobile addresses have dots before the "@" or one after another, against RFC 5321;
// their owners still use them.
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/;
const MAX = 254; // RFC 5321 4.5.3.1.3

export const email = textLine({
  type: 'email',
  settings: z.strictObject({}),
  missing: 'required_email',
  tidy: (typed) => toHalfWidth(typed).replace(/\s+/g, ''),
  check: (field, value) =>
    value.length <= MAX && ADDRESS.test(value) ? [] : problem(field, 'email_format'),
});
