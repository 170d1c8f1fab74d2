import { z } from 'zod';
import {
  countCharacters,
  isKatakana,
  tidyLine,
  toCode,
  toKatakana,
} from '../../../lib/japanese-text.ts';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

const DEFAULT_MAX = 100;

/** One line; with `pattern` only katakana or only digits, whatever way they were typed. */
export const text = textLine({
  type: 'text',
  settings: z.strictObject({
    max: z.int().min(1).max(1000).optional(),
    pattern: z.enum(['katakana', 'digits']).optional(),
  }),
  missing: 'required',
  tidy(typed, { settings }) {
    if (settings['pattern'] === 'katakana') return toKatakana(typed);
    if (settings['pattern'] === 'digits') return toCode(typed).replace(/-/g, '');
    return tidyLine(typed);
  },
  check(field, value) {
    const max = (field.settings['max'] as number | undefined) ?? DEFAULT_MAX;
    const pattern = field.settings['pattern'];
    if (pattern === 'katakana' && !isKatakana(value)) return problem(field, 'kana_only');
    if (pattern === 'digits' && !/^\d+$/.test(value)) return problem(field, 'digits_only');
    const count = value.length > max ? countCharacters(value) : 0;
    return count > max ? problem(field, 'too_long', { max, over: count - max }) : [];
  },
});
