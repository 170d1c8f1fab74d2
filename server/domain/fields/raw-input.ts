import type { Field } from '../procedures/procedure.ts';
import type { FieldError, RawInput } from './answers.ts';
import type { ErrorCode } from './error-codes.ts';

/** What was typed into one input; "" when it was not sent. Of several values the last one counts. */
export function typed(raw: RawInput, name: string): string {
  const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
  if (value === undefined) return '';
  return typeof value === 'string' ? value : (value.at(-1) ?? '');
}

/** All values of an input that may come several times (checkboxes). */
export function typedAll(raw: RawInput, name: string): readonly string[] {
  const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** An error at the field's only input. */
export function problem(
  field: Field,
  code: ErrorCode,
  params?: FieldError['params'],
): readonly FieldError[] {
  return [{ field: field.id, input: field.id, code, ...(params && { params }) }];
}

/** An error at one part of the field: `birth.year`. */
export function partProblem(
  field: Field,
  part: string,
  code: ErrorCode,
  params?: FieldError['params'],
): FieldError {
  return { field: field.id, input: `${field.id}.${part}`, code, ...(params && { params }) };
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The text parts of a stored object; a missing or foreign part reads "". */
export function textPart(value: unknown, part: string): string {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return '';
  const found = (value as Record<string, unknown>)[part];
  return typeof found === 'string' ? found : '';
}
