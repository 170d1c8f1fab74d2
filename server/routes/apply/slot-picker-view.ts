import type { RawInput } from '../../domain/fields/answers.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import type { SlotPickerExtra } from './field-extras.ts';
import type { FieldTexts } from './field-texts.ts';
import { many, one } from './field-view.ts';
import { dateText, yenText } from './format-text.ts';
import { pickLocal } from './procedure-text.ts';

interface SlotChoice {
  readonly id: string;
  readonly label: Html;
  readonly note?: Html;
  readonly checked: boolean;
}

export interface SlotPickerView {
  readonly resource: { readonly id: string; readonly name: Html };
  readonly calendar: object;
  readonly day?: { readonly value: string; readonly text: Html };
  /** Slots of the day that can be chosen, and those that are taken. */
  readonly free: readonly SlotChoice[];
  readonly taken: readonly Html[];
  readonly several: boolean;
}

/** The month, the chosen day and its slots. A choice on another day is dropped when the day changes. */
export function slotPickerView(
  texts: FieldTexts,
  words: Words,
  raw: RawInput,
  extra: SlotPickerExtra,
): SlotPickerView {
  const { resource, day } = extra;
  const sameDay = one(raw, `${texts.id}.day`) === day?.day;
  const chosen = sameDay ? many(raw, `${texts.id}.slots`) : [];
  const left = new Map(day?.slots.map((slot) => [slot.slot, slot.left]));
  const free = resource.slots.filter((slot) => (left.get(slot.id) ?? 0) > 0);
  const taken = resource.slots.filter((slot) => left.get(slot.id) === 0);
  const yen = (id: string) => extra.yen?.[id];
  return {
    resource: { id: resource.id, name: pickLocal(resource.name, words.locale) },
    calendar: extra.calendar,
    day: day && { value: day.day, text: dateText(words, day.day) },
    free: free.map((slot) => ({
      id: slot.id,
      label: pickLocal(slot.label, words.locale),
      note: yen(slot.id) === undefined ? undefined : yenText(words, yen(slot.id) as number),
      // A single slot needs no decision: a day of collection is chosen with the day itself.
      checked: chosen.includes(slot.id) || (free.length === 1 && resource.slots.length === 1),
    })),
    taken: taken.map((slot) => pickLocal(slot.label, words.locale)),
    several: texts.field.settings['slots'] === 'several',
  };
}
