import { z } from 'zod';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

/** ISO 5218: 0 not known, 1 male, 2 female, 9 not applicable. */
export const GENDER_CODES = ['1', '2', '9', '0'] as const;

export const gender = textLine({
  type: 'gender',
  settings: z.strictObject({}),
  missing: 'required_choice',
  tidy: (typed) => typed.trim(),
  check: (field, value) =>
    GENDER_CODES.some((code) => code === value) ? [] : problem(field, 'choice_unknown'),
});
