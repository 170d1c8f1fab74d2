import type { Answers, AnswerValue } from '../fields/answers.ts';
import type { Field, Procedure } from '../procedures/procedure.ts';
import { rowsOf } from '../procedures/rows.ts';

/** Answered with a tap. */
const TAPPED = new Set(['choice', 'choices', 'yes_no', 'consent', 'gender', 'slot_picker']);

/** What the program puts in itself: from the postcode, from the bank that was picked. */
const FILLED: Readonly<Record<string, ReadonlySet<string>>> = {
  address: new Set(['prefecture', 'city', 'town']),
  bank_account: new Set(['use', 'kind', 'bank_code', 'branch_code']),
};

function untyped(field: Field, value: AnswerValue | undefined): AnswerValue | undefined {
  if (value === undefined || TAPPED.has(field.type)) return value;
  if (field.rows) {
    return (value as readonly Answers[]).map((row) => ofFields(field.rows?.fields ?? [], row));
  }
  const filled = FILLED[field.type];
  if (filled === undefined) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([part]) => filled.has(part)));
}

function ofFields(fields: Iterable<Field>, answers: Answers): Answers {
  const parts = [...fields].flatMap((field): [string, AnswerValue][] => {
    const value = untyped(field, answers[field.id]);
    return value === undefined ? [] : [[field.id, value]];
  });
  return Object.fromEntries(parts);
}

/**
 * The part of a form's answers that nobody types: what is answered with a tap, and what the program
 * fills in. In doubt a value counts as typed.
 */
export function untypedParts({ fields }: Procedure, answers: Answers): Answers {
  const byRepeat = Map.groupBy(fields.values(), ({ repeat }) => repeat);
  const parts: Record<string, AnswerValue> = {
    ...ofFields(byRepeat.get(undefined) ?? [], answers),
  };
  for (const [repeat, columns] of byRepeat) {
    // Columns of a small table are among the parts of its own field.
    if (repeat === undefined || fields.has(repeat)) continue;
    parts[repeat] = rowsOf(answers, repeat).map((row) => ofFields(columns, row));
  }
  return parts;
}
