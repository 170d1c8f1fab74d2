import { z } from 'zod';
import { isDay } from '../../../lib/jst-date.ts';
import type { Field } from '../../procedures/procedure.ts';
import type { AnswerValue, FieldError } from '../answers.ts';
import type { FieldType, ParseContext } from '../field-type.ts';
import { partProblem, problem, typed, typedAll } from '../raw-input.ts';

interface SlotAnswer {
  readonly [part: string]: string | readonly string[];
  readonly resource: string;
  readonly day: string;
  readonly slots: readonly string[];
}

function isSlotAnswer(value: AnswerValue): value is SlotAnswer {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { resource, day, slots } = value as Record<string, unknown>;
  return (
    typeof resource === 'string' &&
    typeof day === 'string' &&
    Array.isArray(slots) &&
    slots.every((slot) => typeof slot === 'string')
  );
}

/** Shape only: whether the slot is free is asked by domain/bookings. */
function checkShape(field: Field, answer: SlotAnswer, context: ParseContext): FieldError[] {
  const wanted = context.resourceOn?.(answer.day);
  if (wanted && wanted !== answer.resource) {
    return [partProblem(field, 'day', 'slot_resource_changed')];
  }
  if (!isDay(answer.day)) return [partProblem(field, 'day', 'slot_required')];
  if (answer.day < context.today) return [partProblem(field, 'day', 'slot_past')];
  if (answer.slots.length === 0) return [partProblem(field, 'slots', 'slot_required')];
  if (new Set(answer.slots).size !== answer.slots.length) {
    return [partProblem(field, 'slots', 'slot_unknown')];
  }
  if (field.settings['slots'] !== 'several' && answer.slots.length > 1) {
    return [partProblem(field, 'slots', 'slot_one_only')];
  }
  return [];
}

/** A day and a slot (or several) of a resource. */
export const slotPicker: FieldType = {
  type: 'slot_picker',
  settings: z.strictObject({
    resource: z.string(),
    slots: z.enum(['one', 'several']).optional(),
  }),
  cel: () => ({ resource: 'string', day: 'string', slots: 'list<string>' }),
  empty: Object.freeze({ resource: '', day: '', slots: Object.freeze([]) }),
  inputs: (field) => [`${field.id}.day`, `${field.id}.slots`, `${field.id}.resource`],
  parse(field, raw, context) {
    const day = typed(raw, `${field.id}.day`);
    const answer: SlotAnswer = {
      // It follows from the other answers; what the page sent only counts without one.
      resource: context.resourceOn?.(day) || typed(raw, `${field.id}.resource`),
      day,
      slots: typedAll(raw, `${field.id}.slots`).filter((slot) => slot !== ''),
    };
    if (answer.day === '' && answer.slots.length === 0) {
      const missing = [partProblem(field, 'day', 'slot_required')];
      return field.required ? { errors: missing } : { value: undefined };
    }
    const errors = checkShape(field, answer, context);
    return errors.length > 0 ? { errors } : { value: answer };
  },
  toRaw: (field, value) =>
    isSlotAnswer(value)
      ? {
          [`${field.id}.resource`]: value.resource,
          [`${field.id}.day`]: value.day,
          [`${field.id}.slots`]: value.slots,
        }
      : {},
  check: (field, value, context) =>
    isSlotAnswer(value) ? checkShape(field, value, context) : problem(field, 'invalid'),
};
