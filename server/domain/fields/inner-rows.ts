import type { Field } from '../procedures/procedure.ts';
import type { Answers, AnswerValue, FieldError, RawInput } from './answers.ts';

/*
 * A `rows` field holds a group that repeats inside its page. The inputs of its rows are called
 * `<id>.<row from 0>.<input>`, and `<id>.count` says how many rows the page showed: a row in which
 * nothing is ticked sends nothing.
 */

/** More than any definition allows: a page that was tampered with must not keep the server busy. */
const MOST_ROWS = 50;

export function countInput({ id }: Field): string {
  return `${id}.count`;
}

export function rowPrefix({ id }: Field, index: number): string {
  return `${id}.${index}.`;
}

/** Rows that were shown, or have something typed in them. */
export function sentRows(field: Field, raw: RawInput): number {
  const sent = raw[countInput(field)];
  let count = typeof sent === 'string' && /^\d{1,2}$/.test(sent) ? Number(sent) : 0;
  const start = `${field.id}.`;
  for (const name in raw) {
    if (!name.startsWith(start)) continue;
    const index = /^(\d{1,2})\./.exec(name.slice(start.length))?.[1];
    if (index !== undefined) count = Math.max(count, Number(index) + 1);
  }
  return Math.min(count, MOST_ROWS);
}

/** The inputs of one row under the names that they have in a form of their own. */
export function rowRaw(field: Field, raw: RawInput, index: number): RawInput {
  return withoutPrefix(raw, rowPrefix(field, index));
}

function withoutPrefix(raw: RawInput, prefix: string): RawInput {
  const own: Record<string, string | readonly string[] | undefined> = {};
  for (const name in raw) if (name.startsWith(prefix)) own[name.slice(prefix.length)] = raw[name];
  return own;
}

export function withPrefix(raw: RawInput, prefix: string): RawInput {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [prefix + name, value]));
}

/** Errors of one row's fields, under the names that these have on the page. */
export function placedErrors(
  field: Field,
  index: number,
  errors: readonly FieldError[],
): readonly FieldError[] {
  const prefix = rowPrefix(field, index);
  return errors.map((error) => ({
    ...error,
    field: prefix + error.field,
    input: prefix + error.input,
  }));
}

/** The row that an input belongs to (0 = the first) and the field's own name; undefined outside of rows. */
export function placeOfField(
  id: string,
): { readonly rows: string; readonly index: number; readonly field: string } | undefined {
  const match = /^([^.]+)\.(\d+)\.(.+)$/.exec(id);
  return match
    ? { rows: match[1] as string, index: Number(match[2]), field: match[3] as string }
    : undefined;
}

/** How many rows must be there: none where the question may stay unanswered. */
export function leastRows({ required, rows }: Field): number {
  return required ? Math.max(rows?.min ?? 1, 1) : 0;
}

export function savedRows(value: AnswerValue | undefined): readonly Answers[] {
  return Array.isArray(value) ? (value as readonly Answers[]) : [];
}

/** With one more empty row, or without that one; everything else stays as it was typed. */
export function addRow(field: Field, raw: RawInput): RawInput {
  const count = Math.min(shownRows(field, raw) + 1, field.rows?.max ?? 1);
  return { ...raw, [countInput(field)]: String(count) };
}

export function removeRow(field: Field, raw: RawInput, index: number): RawInput {
  const count = shownRows(field, raw);
  if (index >= count) return raw;
  const start = `${field.id}.`;
  const kept = Object.entries(raw).filter(([name]) => !name.startsWith(start));
  let left: RawInput = Object.fromEntries(kept);
  for (let from = 0, to = 0; from < count; from += 1) {
    if (from === index) continue;
    left = { ...left, ...withPrefix(rowRaw(field, raw, from), rowPrefix(field, to)) };
    to += 1;
  }
  return { ...left, [countInput(field)]: String(count - 1) };
}

/** Rows that the page shows: all that were sent, at least the wanted ones and never none. */
export function shownRows(field: Field, raw: RawInput): number {
  const least = Math.max(field.rows?.min ?? 0, 1);
  return Math.max(sentRows(field, raw), least);
}
