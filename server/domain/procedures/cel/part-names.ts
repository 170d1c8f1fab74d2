import { FIELD_TYPES } from '../../fields/registry.ts';
import type { Field } from '../procedure.ts';

/** Every part that an object answer can have (family, postcode, day …), for "did you mean". */
export const PARTS_OF_OBJECTS: readonly string[] = [
  ...new Set(
    FIELD_TYPES.flatMap((type) => {
      const cel = type.cel({ settings: {} } as unknown as Field);
      return typeof cel !== 'object' ? [] : Object.keys(cel);
    }),
  ),
];
