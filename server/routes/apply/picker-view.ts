import type { RawInput } from '../../domain/fields/answers.ts';
import type { Words } from '../../http/words.ts';
import type { FieldExtra } from './field-extras.ts';
import type { FieldTexts } from './field-texts.ts';
import { itemPickerView } from './item-picker-view.ts';
import { slotPickerView } from './slot-picker-view.ts';

export interface PickerArgs {
  readonly words: Words;
  readonly raw: RawInput;
  readonly extras: Readonly<Record<string, FieldExtra>>;
}

/** What a picker shows besides its label and errors; undefined for every other field. */
export function pickerView(texts: FieldTexts, args: PickerArgs): unknown {
  const extra = args.extras[texts.id];
  if (extra?.kind === 'bank') return extra;
  if (extra?.kind === 'slots') return slotPickerView(texts, args.words, args.raw, extra);
  if (extra?.kind === 'items') return itemPickerView(texts, args.words, args.raw, extra);
  return undefined;
}
