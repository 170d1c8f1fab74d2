import { isWaitable } from '../../domain/bookings/check-slot-answer.ts';
import { rulesOn } from '../../domain/bookings/rules-on.ts';
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
  /** A full day can be waited for. */
  readonly canWait: boolean;
  /** Slots of the day that can be chosen (a full one to wait for), and those that are taken. */
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
  const several = texts.field.settings['slots'] === 'several';
  // A line is for one slot.
  const canWait = resource.waitingList !== undefined && !several;
  const waits = (id: string) => canWait && day !== undefined && isWaitable(day, id);
  const slots = day ? rulesOn(resource, day.day).slots : [];
  const free = slots.filter(({ id }) => (left.get(id) ?? 0) > 0 || waits(id));
  const taken = slots.filter(({ id }) => left.get(id) === 0 && !waits(id));
  const note = (id: string) => {
    const yen = extra.yen?.[id];
    if (waits(id)) return words.t('fields:slot_picker.waitable');
    return yen === undefined ? undefined : yenText(words, yen);
  };
  return {
    resource: { id: resource.id, name: pickLocal(resource.name, words.locale) },
    calendar: extra.calendar,
    day: day && { value: day.day, text: dateText(words, day.day) },
    free: free.map((slot) => ({
      id: slot.id,
      label: pickLocal(slot.label, words.locale),
      note: note(slot.id),
      // A single slot needs no decision: a day of collection is chosen with the day itself.
      checked: chosen.includes(slot.id) || (free.length === 1 && slots.length === 1),
    })),
    taken: taken.map((slot) => pickLocal(slot.label, words.locale)),
    several,
    canWait,
  };
}
