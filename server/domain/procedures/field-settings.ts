import type { Field } from './procedure.ts';
import { type Amount, amountOn } from './town.ts';

/** A setting that is written `amounts.<name>`: its value depends on the day. */
export class AmountSetting {
  readonly amount: Amount;
  constructor(amount: Amount) {
    this.amount = amount;
  }
}

/**
 * A field's settings as they are on that JST day: amounts are numbers. One without a value on that
 * day is absent.
 */
export function settingsOn(field: Field, day: string): Field['settings'] {
  const entries = Object.entries(field.settings);
  if (!entries.some(([, value]) => value instanceof AmountSetting)) return field.settings;
  return Object.fromEntries(
    entries.flatMap(([key, value]) => {
      const own = value instanceof AmountSetting ? amountOn(value.amount, day) : value;
      return own === undefined ? [] : [[key, own]];
    }),
  );
}
