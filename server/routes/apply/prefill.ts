import type { Answers, RawInput } from '../../domain/fields/answers.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PendingInput } from '../../domain/applications/application.ts';

interface Prefilled {
  readonly answers?: Answers;
  readonly pending?: PendingInput;
}

/**
 * A place chosen on the booking pages arrives as ?resource=&day=&slot=: the resource is answered
 * where the form asks for it, day and slot wait as typed input of the slot page and are checked there.
 */
export function prefilled(procedure: Procedure, raw: RawInput): Prefilled {
  const resource = raw['resource'];
  const slotField = procedure.booking && procedure.fields.get(procedure.booking);
  if (typeof resource !== 'string' || resource === '' || !slotField) return {};
  const choice = [...procedure.fields.values()].find(
    (field) => field.type === 'choice' && field.options?.some((option) => option.key === resource),
  );
  if (choice === undefined) return {};
  const slots = [raw['slot'] ?? []].flat().filter((slot) => slot !== '');
  return {
    answers: { [choice.id]: resource },
    pending: {
      page: slotField.page,
      raw: {
        [`${slotField.id}.resource`]: resource,
        [`${slotField.id}.day`]: raw['day'],
        [`${slotField.id}.slots`]: slots,
      },
    },
  };
}
