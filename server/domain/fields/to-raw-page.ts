import type { Field } from '../procedures/procedure.ts';
import type { Answers, RawInput } from './answers.ts';
import { fieldType } from './registry.ts';

/** What the inputs of these fields show for saved answers (of a page, or of one row). */
export function toRawPage(fields: readonly Field[], answers: Answers): RawInput {
  const raw: Record<string, string | readonly string[] | undefined> = {};
  for (const field of fields) {
    const value = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
    if (value !== undefined) Object.assign(raw, fieldType(field.type).toRaw(field, value));
  }
  return raw;
}
