import { z } from 'zod';
import {
  countCharacters,
  isKatakana,
  tidyLine,
  toCode,
  toKatakana,
} from '../../../lib/japanese-text.ts';
import { refuseIndividualNumber } from '../free-text.ts';
import { problem } from '../raw-input.ts';
import { textLine } from '../text-line.ts';

const DEFAULT_MAX = 100;

/** 在留カード番号: two letters, eight digits, two letters (入管法施行規則19条の6). */
const RESIDENCE_CARD = /^[A-Z]{2}\d{8}[A-Z]{2}$/;

/** One line; with `pattern` only what that takes, whatever way it was typed. */
export const text = textLine({
  type: 'text',
  settings: z.strictObject({
    max: z.int().min(1).max(1000).optional(),
    pattern: z.enum(['katakana', 'digits', 'residence_card']).optional(),
  }),
  missing: 'required',
  tidy(typed, { settings }) {
    if (settings['pattern'] === 'katakana') return toKatakana(typed);
    if (settings['pattern'] === 'digits') return toCode(typed).replace(/-/g, '');
    if (settings['pattern'] === 'residence_card') {
      return toCode(typed).replace(/-/g, '').toUpperCase();
    }
    return tidyLine(typed);
  },
  check(field, value) {
    const max = (field.settings['max'] as number | undefined) ?? DEFAULT_MAX;
    const pattern = field.settings['pattern'];
    if (pattern === 'katakana' && !isKatakana(value)) return problem(field, 'kana_only');
    if (pattern === 'digits' && !/^\d+$/.test(value)) return problem(field, 'digits_only');
    if (pattern === 'residence_card' && !RESIDENCE_CARD.test(value)) {
      return problem(field, 'residence_card_format');
    }
    const count = value.length > max ? countCharacters(value) : 0;
    if (count > max) return problem(field, 'too_long', { max, over: count - max });
    return refuseIndividualNumber(field, value);
  },
});
