import { holdsIndividualNumber } from '../../lib/check-digits.ts';
import { countCharacters, tidyLines } from '../../lib/japanese-text.ts';
import { MESSAGE_MAX } from './message.ts';

export type TextProblem = 'text_required' | 'text_too_long' | 'text_individual_number';

/** What was typed, tidied, and what is wrong with it. */
export interface CheckedText {
  readonly text: string;
  readonly problem?: TextProblem;
  /** Characters too many. */
  readonly over: number;
}

/**
 * A 個人番号 must not be collected where no law allows it (番号法20条), and a message is such a place
 * for both sides. The text is kept as typed, so that whoever wrote it can mend it.
 */
export function checkText(typed: string): CheckedText {
  const text = tidyLines(typed);
  const over = Math.max(0, countCharacters(text) - MESSAGE_MAX);
  if (text === '') return { text, over, problem: 'text_required' };
  if (over > 0) return { text, over, problem: 'text_too_long' };
  if (holdsIndividualNumber(text)) return { text, over, problem: 'text_individual_number' };
  return { text, over };
}
