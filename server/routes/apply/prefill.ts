import type { Answers, RawInput } from '../../domain/fields/answers.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { isDay } from '../../lib/jst-date.ts';

/**
 * A place chosen on the booking pages arrives as ?resource=&day=&slot=, and answers the questions
 * for place and time. Whether it is free is checked on the slot's page and before sending.
 */
export function prefilled(procedure: Procedure, raw: RawInput): Answers {
  const resource = raw['resource'];
  const slotField = procedure.booking && procedure.fields.get(procedure.booking);
  if (typeof resource !== 'string' || resource === '' || !slotField) return {};
  const choice = [...procedure.fields.values()].find(
    (field) => field.type === 'choice' && field.options?.some((option) => option.key === resource),
  );
  if (choice === undefined) return {};
  const { day } = raw;
  const slots = [raw['slot'] ?? []].flat().filter((slot) => slot !== '');
  if (typeof day !== 'string' || !isDay(day) || slots.length === 0) {
    return { [choice.id]: resource };
  }
  return { [choice.id]: resource, [slotField.id]: { resource, day, slots } };
}
