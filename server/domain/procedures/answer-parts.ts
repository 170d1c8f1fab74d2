import { fieldType } from '../fields/registry.ts';
import type { Field } from './procedure.ts';

/** Parts of an answer that has some (a name's family, an address's postcode); empty where it is one text. */
export function answerParts(field: Field): readonly string[] {
  const cel = fieldType(field.type).cel(field);
  return typeof cel === 'object' ? Object.keys(cel) : [];
}
