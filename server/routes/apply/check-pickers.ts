import type { PickerCheck } from '../../domain/applications/save-page.ts';
import { checkSlotAnswer, type SlotAnswer } from '../../domain/bookings/check-slot-answer.ts';
import { checkItemLimits, type ItemRow } from '../../domain/fees/item-price.ts';
import type { Answers, FieldError } from '../../domain/fields/answers.ts';
import { checkBank } from '../../domain/fields/complete-bank.ts';
import { settingsOn } from '../../domain/procedures/field-settings.ts';
import type { Field, Journey, RuleContext, Scope } from '../../domain/procedures/procedure.ts';
import { loadBanks } from '../../integrations/zengin/load-banks.ts';
import type { Services } from '../../services.ts';
import { daySeats } from './day-seats.ts';
import { resourceOf } from './slot-month.ts';

interface PickerContext extends RuleContext {
  /** What the case itself has booked. */
  readonly booked?: SlotAnswer;
}

async function slotErrors(
  services: Services,
  field: Field,
  answer: SlotAnswer,
  scope: Scope,
  { today, booked }: PickerContext,
): Promise<readonly FieldError[]> {
  const resource = resourceOf(services, field, scope, answer.day);
  const seats = resource ? await daySeats(services, resource, answer.day, booked) : { taken: [] };
  return checkSlotAnswer(resource, answer, { today, ...seats }, field.id);
}

function itemErrors(
  services: Services,
  field: Field,
  rows: readonly ItemRow[],
  today: string,
): readonly FieldError[] {
  const catalogue = services.catalogues.get(String(field.settings['catalogue']));
  if (catalogue === undefined) return [{ field: field.id, input: field.id, code: 'item_unknown' }];
  return checkItemLimits(catalogue, rows, settingsOn(field, today), today, field.id);
}

const CHECKED: ReadonlySet<string> = new Set(['slot_picker', 'bank_account', 'item_picker']);

const known = new WeakMap<Journey, readonly Field[]>();

/** Fields of whose answers more is asked than that they are well written. */
export function pickersOf(journey: Journey): readonly Field[] {
  let pickers = known.get(journey);
  if (pickers === undefined) {
    const fields = journey.reached.flatMap((page) => page.fields);
    pickers = fields.filter(({ type }) => CHECKED.has(type));
    known.set(journey, pickers);
  }
  return pickers;
}

/** Is what was picked still to be had, and within the limits? */
export function checkPickers(services: Services, context: PickerContext): PickerCheck {
  const { today } = context;
  return async (fields: readonly Field[], answers: Answers, journey: Journey) => {
    const errors: FieldError[] = [];
    for (const field of fields) {
      const answer = answers[field.id];
      if (answer === undefined) continue;
      if (field.type === 'slot_picker') {
        const slot = answer as unknown as SlotAnswer;
        errors.push(...(await slotErrors(services, field, slot, journey.scope, context)));
      }
      if (field.type === 'bank_account') {
        errors.push(...checkBank(await loadBanks(), field, answer));
      }
      if (field.type === 'item_picker') {
        errors.push(...itemErrors(services, field, answer as unknown as ItemRow[], today));
      }
    }
    return errors;
  };
}
