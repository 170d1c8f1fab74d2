import { z } from 'zod';
import { countCharacters, tidyLine } from '../../../lib/japanese-text.ts';
import type { Field } from '../../procedures/procedure.ts';
import type { FieldError, RawInput } from '../answers.ts';
import type { ErrorCode } from '../error-codes.ts';
import type { FieldType, ParseContext } from '../field-type.ts';
import { refuseIndividualNumber } from '../free-text.ts';
import { readPostcode, type TownAddresses } from '../postcode.ts';
import { PREFECTURES, readPrefecture } from '../prefectures.ts';
import { partProblem, problem, textPart, typed } from '../raw-input.ts';

const PARTS = ['postcode', 'prefecture', 'city', 'town', 'street', 'building'] as const;
type Part = (typeof PARTS)[number];
type AddressAnswer = Readonly<Record<Part, string>>;

const MAX = 100;
const MISSING: readonly (readonly [Part, ErrorCode])[] = [
  ['postcode', 'address_missing_postcode'],
  ['prefecture', 'address_missing_prefecture'],
  ['city', 'address_missing_city'],
];

function isWithinTown(field: Field): boolean {
  return field.settings['within_town'] === true;
}

/** What the town's table already knows is filled in where it was left empty. */
function complete(address: AddressAnswer, field: Field, own?: TownAddresses): AddressAnswer {
  if (!own) return address;
  const towns = own.find(address.postcode);
  const byName = address.town === '' ? undefined : own.findTown(address.town);
  if (towns.length === 0 && !(isWithinTown(field) && byName && address.postcode === '')) {
    return address;
  }
  return {
    ...address,
    postcode: address.postcode || (byName?.postcode ?? ''),
    prefecture: address.prefecture || own.prefecture,
    city: address.city || own.city,
    town: address.town || (towns.length === 1 ? (towns[0]?.town ?? '') : ''),
  };
}

function read(field: Field, raw: RawInput, own?: TownAddresses): AddressAnswer {
  const box = (part: Part) => tidyLine(typed(raw, `${field.id}.${part}`));
  const typedPostcode = box('postcode');
  return complete(
    {
      postcode: readPostcode(typedPostcode) || typedPostcode,
      prefecture: readPrefecture(box('prefecture')),
      city: box('city'),
      town: box('town'),
      street: box('street'),
      building: box('building'),
    },
    field,
    own,
  );
}

function missingParts(field: Field, address: AddressAnswer): FieldError[] {
  const errors: FieldError[] = [];
  for (const [part, code] of MISSING) {
    if (address[part] === '') errors.push(partProblem(field, part, code));
  }
  // Some villages have no town names: then the number alone is the address.
  if (address.town === '' && isWithinTown(field)) {
    errors.push(partProblem(field, 'town', 'address_missing_town'));
  }
  if (address.street === '') errors.push(partProblem(field, 'street', 'address_missing_street'));
  return errors;
}

function checkParts(
  field: Field,
  address: AddressAnswer,
  { addresses }: ParseContext,
): readonly FieldError[] {
  const errors = missingParts(field, address);
  if (address.postcode !== '' && !/^\d{7}$/.test(address.postcode)) {
    errors.push(partProblem(field, 'postcode', 'address_postcode_digits'));
  }
  for (const part of PARTS) {
    const over = address[part].length > MAX ? countCharacters(address[part]) - MAX : 0;
    if (over > 0) errors.push(partProblem(field, part, 'too_long', { max: MAX, over }));
    else errors.push(...refuseIndividualNumber(field, address[part], `${field.id}.${part}`));
  }
  if (errors.length > 0) return errors;
  if (isWithinTown(field)) {
    const inTown =
      addresses?.city === address.city &&
      addresses.find(address.postcode).some((own) => address.town.startsWith(own.town));
    return inTown ? [] : [partProblem(field, 'postcode', 'address_not_in_town')];
  }
  const known =
    PREFECTURES.includes(address.prefecture) || address.prefecture === addresses?.prefecture;
  return known ? [] : [partProblem(field, 'prefecture', 'address_prefecture_unknown')];
}

/** A postal address in Japan; with `within_town` one that the town's own table knows. */
export const address: FieldType = {
  type: 'address',
  settings: z.strictObject({ within_town: z.boolean().optional() }),
  cel: () => Object.fromEntries(PARTS.map((part) => [part, 'string'])),
  empty: Object.freeze(Object.fromEntries(PARTS.map((part) => [part, '']))),
  inputs: (field) => PARTS.map((part) => `${field.id}.${part}`),
  parse(field, raw, context) {
    const boxes = PARTS.map((part) => typed(raw, `${field.id}.${part}`).trim());
    // A prefecture or city chosen beforehand by the page is no answer yet.
    if (boxes.every((text, index) => text === '' || index === 1 || index === 2)) {
      const missing = partProblem(field, 'postcode', 'required_address');
      return field.required ? { errors: [missing] } : { value: undefined };
    }
    const value = read(field, raw, context.addresses);
    const errors = checkParts(field, value, context);
    return errors.length > 0 ? { errors } : { value: { ...value } };
  },
  toRaw: (field, value) =>
    Object.fromEntries(PARTS.map((part) => [`${field.id}.${part}`, textPart(value, part)])),
  check(field, value, context) {
    if (typeof value !== 'object' || Array.isArray(value)) return problem(field, 'invalid');
    const parts = Object.fromEntries(PARTS.map((part) => [part, textPart(value, part)]));
    return checkParts(field, parts as unknown as AddressAnswer, context);
  },
};
