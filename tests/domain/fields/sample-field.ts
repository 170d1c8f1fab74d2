import type { AnswerValue, RawInput } from '../../../server/domain/fields/answers.ts';
import type { ParseContext } from '../../../server/domain/fields/field-type.ts';
import { FIELD_TYPES, fieldType } from '../../../server/domain/fields/registry.ts';
import type { Field } from '../../../server/domain/procedures/procedure.ts';
import { sampleTown, TODAY } from '../procedures/sample-town.ts';

export const TYPES = FIELD_TYPES;

export function field(
  type: string,
  settings: Field['settings'] = {},
  more: Partial<Field> = {},
): Field {
  return { id: 'f', type, page: 'p', required: true, settings, textKey: 'fields.f', ...more };
}

export const CONTEXT: ParseContext = {
  today: TODAY,
  scope: {},
  optionKeys: ['a', 'b', 'c'],
  addresses: sampleTown().addresses,
};

export const OPTIONS = { options: [{ key: 'a' }, { key: 'b' }, { key: 'c' }] };

/** Reads inputs given by part (`''` is the field itself). */
export function parse(of: Field, boxes: RawInput, context: ParseContext = CONTEXT) {
  const raw = Object.fromEntries(
    Object.entries(boxes).map(([part, text]) => [part === '' ? 'f' : `f.${part}`, text]),
  );
  return fieldType(of.type).parse(of, raw, context);
}

export function value(of: Field, boxes: RawInput, context?: ParseContext): AnswerValue | undefined {
  const parsed = parse(of, boxes, context);
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.value;
}

/** `part:code` of each error. */
export function errors(of: Field, boxes: RawInput, context?: ParseContext): readonly string[] {
  const parsed = parse(of, boxes, context);
  return 'errors' in parsed
    ? parsed.errors.map(({ input, code }) => `${input.slice(2)}:${code}`)
    : [];
}
