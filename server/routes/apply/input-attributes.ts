import type { Field } from '../../domain/procedures/procedure.ts';

/** What the browser should know about one text input. */
export interface InputAttributes {
  readonly type: 'text' | 'tel' | 'email';
  readonly inputmode?: 'numeric' | 'decimal';
  readonly autocomplete: string;
  /** Modifier of `.input` (width in digits). */
  readonly size?: 'input--2' | 'input--4' | 'input--8';
}

// WCAG 1.3.5 wants tokens for the reader's own data, and only for theirs: a phone must not fill a
// child's name with its owner's.
const OWN_FACTS: ReadonlySet<string> = new Set(['applicant', 'claimant', 'contact', 'user']);

function isOwn(field: Field): boolean {
  if (field.repeat !== undefined) return false;
  if (field.fact === undefined) return field.type === 'phone' || field.type === 'email';
  return OWN_FACTS.has(field.fact.split('.')[0] as string);
}

const SINGLE: Readonly<Record<string, InputAttributes>> = {
  text: { type: 'text', autocomplete: 'off' },
  phone: { type: 'tel', autocomplete: 'tel' },
  email: { type: 'email', autocomplete: 'email' },
  number: { type: 'text', inputmode: 'numeric', autocomplete: 'off', size: 'input--8' },
  yen: { type: 'text', inputmode: 'numeric', autocomplete: 'off', size: 'input--8' },
  insured_number: { type: 'text', inputmode: 'numeric', autocomplete: 'off' },
  digits: { type: 'text', inputmode: 'numeric', autocomplete: 'off' },
  corporate_number: { type: 'text', inputmode: 'numeric', autocomplete: 'off' },
};

const PARTS: Readonly<Record<string, Readonly<Record<string, InputAttributes>>>> = {
  name: {
    family: { type: 'text', autocomplete: 'family-name' },
    given: { type: 'text', autocomplete: 'given-name' },
    family_kana: { type: 'text', autocomplete: 'off' },
    given_kana: { type: 'text', autocomplete: 'off' },
  },
  date: {
    era: { type: 'text', autocomplete: 'off' },
    year: { type: 'text', inputmode: 'numeric', autocomplete: 'bday-year', size: 'input--4' },
    month: { type: 'text', inputmode: 'numeric', autocomplete: 'bday-month', size: 'input--2' },
    day: { type: 'text', inputmode: 'numeric', autocomplete: 'bday-day', size: 'input--2' },
  },
  address: {
    postcode: { type: 'text', inputmode: 'numeric', autocomplete: 'postal-code', size: 'input--8' },
    prefecture: { type: 'text', autocomplete: 'address-level1' },
    city: { type: 'text', autocomplete: 'address-level2' },
    town: { type: 'text', autocomplete: 'address-level3' },
    street: { type: 'text', autocomplete: 'address-line1' },
    building: { type: 'text', autocomplete: 'address-line2' },
  },
  individual_number: {
    individual_number: { type: 'text', inputmode: 'numeric', autocomplete: 'off' },
  },
  bank_account: {
    bank_name: { type: 'text', autocomplete: 'off' },
    bank_code: { type: 'text', inputmode: 'numeric', autocomplete: 'off', size: 'input--4' },
    branch_name: { type: 'text', autocomplete: 'off' },
    branch_code: { type: 'text', inputmode: 'numeric', autocomplete: 'off', size: 'input--4' },
    symbol: { type: 'text', inputmode: 'numeric', autocomplete: 'off', size: 'input--8' },
    kind: { type: 'text', autocomplete: 'off' },
    number: { type: 'text', inputmode: 'numeric', autocomplete: 'off', size: 'input--8' },
    holder_kana: { type: 'text', autocomplete: 'off' },
  },
};

function privately(attributes: InputAttributes): InputAttributes {
  return attributes.autocomplete === 'off' ? attributes : { ...attributes, autocomplete: 'off' };
}

/** Attributes of a field that is a single text input. */
export function inputAttributes(field: Field): InputAttributes {
  const attributes = SINGLE[field.type] ?? (SINGLE['text'] as InputAttributes);
  return isOwn(field) ? attributes : privately(attributes);
}

/** The inputs that a field of several parts has, in the order of the page: part name → attributes. */
export function partInputs(field: Field): readonly (readonly [string, InputAttributes])[] {
  const parts = Object.entries(PARTS[field.type] ?? {});
  const own = isOwn(field) && (field.type !== 'date' || field.fact?.endsWith('.birth') === true);
  return parts
    .filter(([part]) => !isLeftOut(field, part))
    .map(([part, attributes]) => [part, own ? attributes : privately(attributes)] as const);
}

function isLeftOut(field: Field, part: string): boolean {
  if (field.type === 'name') return field.settings['kana'] === 'none' && part.endsWith('_kana');
  return field.type === 'date' && field.settings['precision'] === 'month' && part === 'day';
}

/** May that part stay empty although the field is required? */
export function isOptionalPart(field: Field, part: string): boolean {
  if (part === 'symbol') return true;
  return part === 'building' || (field.settings['kana'] === 'optional' && part.endsWith('_kana'));
}
