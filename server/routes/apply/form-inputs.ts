import type { RawInput } from '../../domain/fields/answers.ts';

/** The form's own inputs beside the questions: tokens, the button, where the reader came from. */
export const FORM_INPUTS: ReadonlySet<string> = new Set([
  '_csrf',
  'draft',
  'revision',
  'intent',
  'shown',
  'again',
  'from',
  'new_row',
  'row_id',
]);

/** What was typed, without the form's own fields. */
export function withoutTechnical(raw: RawInput): RawInput {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !FORM_INPUTS.has(name)));
}
