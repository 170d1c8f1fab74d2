import { z } from 'zod';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

/** One of several. The options themselves are the definition's own (`Field.options`). */
export const choice = textLine({
  type: 'choice',
  settings: z.strictObject({ as: z.enum(['radio', 'select']).optional() }),
  missing: 'required_choice',
  tidy: (typed) => typed.trim(),
  check: (field, value, context) =>
    context.optionKeys?.includes(value) ? [] : problem(field, 'choice_unknown'),
});
