/** What is wrong in one input; told at the input and in the summary, which leads there. */
export interface FieldError {
  /** Id of the input. */
  readonly at: string;
  readonly text: string;
}
