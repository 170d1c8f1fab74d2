import type { Answers, AnswerValue, FieldError, RawInput } from '../fields/answers.ts';
import {
  countInput,
  leastRows,
  placedErrors,
  rowPrefix,
  rowRaw,
  sentRows,
} from '../fields/inner-rows.ts';
import { problem } from '../fields/raw-input.ts';
import { fieldType } from '../fields/registry.ts';
import { fieldContext, isShown } from './field-context.ts';
import { runRowChecks } from './page-checks.ts';
import type { Field, OpenScope, ScopeRules } from './procedure.ts';

interface RowsToParse {
  readonly field: Field;
  readonly raw: RawInput;
  readonly rules: ScopeRules;
  /** `row` in it is set for the time of reading a row. */
  readonly scope: OpenScope;
  readonly today: string;
}

interface ParsedRows {
  readonly value: AnswerValue | undefined;
  readonly errors: readonly FieldError[];
  /** Fields that were shown, under their names on the page. */
  readonly shown: readonly Field[];
}

/**
 * Reads a group that repeats inside its page. A row in which nothing was typed is left out, unless
 * it is needed to make up the smallest number: then it is asked for like any other question.
 */
export function parseRows(input: RowsToParse): ParsedRows {
  const { field, raw, scope } = input;
  const max = field.rows?.max ?? 1;
  const outer = scope['row'];
  const rows = Array.from({ length: sentRows(field, raw) || 1 }, (_, index) => {
    const own = rowRaw(field, raw, index);
    return { index, own, isEmpty: isEmptyRow(input, own, index) };
  });
  const filled = rows.filter((row) => !row.isEmpty).length;
  let missing = filled === 0 && !field.required ? 0 : Math.max(wanted(field) - filled, 0);
  const answers: Answers[] = [];
  const errors: FieldError[] = [];
  const shown: Field[] = [];
  for (const { index, own, isEmpty } of rows) {
    const isAsked = !isEmpty || missing > 0;
    if (isEmpty && isAsked) missing -= 1;
    const read = parseRow(input, own, index);
    shown.push(...read.shown.map((one) => ({ ...one, id: rowPrefix(field, index) + one.id })));
    if (!isAsked) continue;
    errors.push(...placedErrors(field, index, read.errors));
    answers.push(read.answers);
  }
  scope['row'] = outer;
  if (filled > max) errors.push(...problem(field, 'too_many_rows', { max }));
  else if (missing > 0) errors.push(tooFew(field));
  return { value: answers.length > 0 ? answers : undefined, errors, shown };
}

function wanted(field: Field): number {
  return Math.max(leastRows(field), field.rows?.min ?? 0);
}

export function tooFew(field: Field): FieldError {
  const min = wanted(field);
  return { field: field.id, input: countInput(field), code: 'inner_rows_too_few', params: { min } };
}

function isEmptyRow({ field, rules, scope, today }: RowsToParse, raw: RawInput, index: number) {
  scope['row'] = rules.newRow(String(field.rows?.fields[0]?.repeat), index);
  return (field.rows?.fields ?? []).every((one) => {
    const context = fieldContext(one, rules, scope, today);
    const read = fieldType(one.type).parse({ ...one, required: false }, raw, context);
    return 'value' in read && (read.value === undefined || isUnticked(one, read.value));
  });
}

/** A box that is not ticked is an answer, but nothing that anybody did. */
function isUnticked({ type }: Field, value: AnswerValue): boolean {
  return type === 'consent' && value === false;
}

function parseRow({ field, rules, scope, today }: RowsToParse, raw: RawInput, index: number) {
  const row = rules.newRow(String(field.rows?.fields[0]?.repeat), index);
  const answers: Record<string, AnswerValue> = {};
  const errors: FieldError[] = [];
  const shown: Field[] = [];
  scope['row'] = row;
  for (const one of field.rows?.fields ?? []) {
    if (!isShown(one, scope)) continue;
    shown.push(one);
    const read = fieldType(one.type).parse(one, raw, fieldContext(one, rules, scope, today));
    if ('errors' in read) errors.push(...read.errors);
    else if (read.value !== undefined) {
      answers[one.id] = read.value;
      rules.putInRow(row, one, read.value);
    }
  }
  if (errors.length === 0) errors.push(...runRowChecks(field, scope));
  return { answers, errors, shown };
}
