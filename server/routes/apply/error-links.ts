import type { FieldError } from '../../domain/fields/answers.ts';
import { domId } from './field-texts.ts';
import type { FieldView } from './field-view.ts';
import type { ItemPickerView } from './item-picker-view.ts';
import type { SlotPickerView } from './slot-picker-view.ts';

/** Where a link leads when the question itself isn't on the page. */
const FORM = '#form';

function slotIds(inputId: string, picker: SlotPickerView | undefined): string[] {
  if (!picker) return [inputId];
  const times = picker.day && picker.free.length > 0 ? [`${inputId}-slots`] : [];
  return [inputId, `${inputId}-day`, ...times];
}

function itemIds(inputId: string, picker: ItemPickerView | undefined): string[] {
  if (!picker) return [];
  const rows = [picker.chosen, picker.found, ...picker.categories.map((c) => c.rows)].flat();
  const counted = rows.filter((row) => row.status === 'accept');
  return [inputId, ...counted.map((row) => row.inputId)];
}

/** Ids that a question has on the page, the first one first. */
function idsOf({ texts, picker }: FieldView): string[] {
  const { inputId, field, parts, uses } = texts;
  if (field.type === 'slot_picker') return slotIds(inputId, picker as SlotPickerView | undefined);
  if (field.type === 'item_picker') return itemIds(inputId, picker as ItemPickerView | undefined);
  if (parts.length === 0 || field.rows) return [inputId];
  return [...(uses.length > 0 ? [`${inputId}-use`] : []), ...parts.map((part) => part.id)];
}

/** The link of an error in the summary: to its input, else to the question, else to the form. */
export function errorHref(error: FieldError, fields: readonly FieldView[]): string {
  const field = fields.find((view) => view.texts.id === error.field);
  if (!field || field.hidden) return FORM;
  const ids = idsOf(field);
  const wanted = domId(error.input);
  const id = ids.includes(wanted) ? wanted : ids[0];
  return id ? `#${id}` : FORM;
}
