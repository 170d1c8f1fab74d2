/** The form's own inputs beside the questions: tokens, the button, where the reader came from. */
export const FORM_INPUTS: ReadonlySet<string> = new Set([
  '_csrf',
  'draft',
  'revision',
  'intent',
  'shown',
  'from',
  'new_row',
]);
