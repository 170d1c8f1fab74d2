import type { FieldType } from './field-type.ts';
import { address } from './types/address.ts';
import { bankAccount } from './types/bank-account.ts';
import { choice } from './types/choice.ts';
import { choices } from './types/choices.ts';
import { consent } from './types/consent.ts';
import { corporateNumber } from './types/corporate-number.ts';
import { date } from './types/date.ts';
import { digits } from './types/digits.ts';
import { email } from './types/email.ts';
import { gender } from './types/gender.ts';
import { individualNumber } from './types/individual-number.ts';
import { insuredNumber } from './types/insured-number.ts';
import { itemPicker } from './types/item-picker.ts';
import { longText } from './types/long-text.ts';
import { name } from './types/name.ts';
import { number, yen } from './types/number.ts';
import { phone } from './types/phone.ts';
import { slotPicker } from './types/slot-picker.ts';
import { text } from './types/text.ts';
import { yesNo } from './types/yes-no.ts';

/** Every kind of question there is. A new one: its file under types/, a line here, a view. */
export const FIELD_TYPES: readonly FieldType[] = [
  text,
  longText,
  name,
  date,
  gender,
  address,
  phone,
  email,
  number,
  yen,
  choice,
  choices,
  yesNo,
  insuredNumber,
  digits,
  corporateNumber,
  individualNumber,
  bankAccount,
  consent,
  itemPicker,
  slotPicker,
];

const byName = new Map(FIELD_TYPES.map((type) => [type.type, type]));

/** @throws when no such type exists: the compiler lets no unknown one through. */
export function fieldType(type: string): FieldType {
  const found = byName.get(type);
  if (!found) throw new Error(`Unknown field type "${type}"`);
  return found;
}
