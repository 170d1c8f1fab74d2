import { z } from 'zod';
import { countCharacters, tidyLines } from '../../../lib/japanese-text.ts';
import { refuseIndividualNumber } from '../free-text.ts';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

const DEFAULT_MAX = 1000;

/** Several lines. */
export const longText = textLine({
  type: 'long_text',
  settings: z.strictObject({ max: z.int().min(1).max(10_000).optional() }),
  missing: 'required',
  tidy: (typed) => tidyLines(typed),
  check(field, value) {
    const max = (field.settings['max'] as number | undefined) ?? DEFAULT_MAX;
    const count = value.length > max ? countCharacters(value) : 0;
    if (count > max) return problem(field, 'too_long', { max, over: count - max });
    return refuseIndividualNumber(field, value);
  },
});
