import type { Answers, AnswerValue, FieldError } from '../fields/answers.ts';
import { fieldType } from '../fields/registry.ts';
import { checkRows } from './check-rows.ts';
import { fieldContext, isShown } from './field-context.ts';
import type { Field, OpenScope, Procedure } from './procedure.ts';

/** A journey on its way through the pages. */
export interface Walk {
  readonly procedure: Procedure;
  readonly answers: Answers;
  readonly today: string;
  readonly lenient: boolean;
  readonly scope: OpenScope;
  /** Answers of shown fields. */
  readonly kept: Record<string, AnswerValue>;
}

export interface Checked {
  readonly complete: boolean;
  readonly shown: readonly Field[];
  readonly errors: readonly FieldError[];
  readonly kept: Record<string, AnswerValue>;
}

/**
 * Goes through fields in order; `put` makes an answer visible to the conditions after it (undefined:
 * there is none).
 */
export function checkFields(
  walk: Walk,
  fields: readonly Field[],
  answers: Answers,
  put: (field: Field, value: AnswerValue | undefined) => void,
): Checked {
  const shown: Field[] = [];
  const errors: FieldError[] = [];
  const kept: Record<string, AnswerValue> = {};
  let complete = true;
  for (const field of fields) {
    const isHere = isShown(field, walk.scope);
    if (isHere) shown.push(field);
    const value = isHere && Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
    if (value === undefined) {
      if (isHere && field.required && !walk.lenient) complete = false;
      put(field, undefined);
      continue;
    }
    const checked = checkAnswer(walk, field, value);
    errors.push(...checked.errors);
    complete &&= checked.complete;
    put(field, checked.value);
    kept[field.id] = checked.value;
  }
  return { complete, shown, errors, kept };
}

/** `value`: of rows without the answers of fields that are not shown. */
function checkAnswer(walk: Walk, field: Field, value: AnswerValue) {
  const { rules } = walk.procedure;
  if (field.rows) {
    return checkRows(field, value, walk.scope, rules, walk.lenient, (fields, answers, put) =>
      checkFields(walk, fields, answers, put),
    );
  }
  const context = fieldContext(field, rules, walk.scope, walk.today);
  const errors = fieldType(field.type).check(field, value, context);
  return { complete: errors.length === 0, errors, value };
}
