import fc from 'fast-check';
import { expect, it } from 'vitest';
import { proposedKey } from '../../../server/domain/builder/proposed-key.ts';

it('a key says what the expression is about, and is always one', () => {
  const keys = [
    'kind == "student"',
    '!chip && town.microchip_special',
    '"pre-school" in row.needs',
    'size(dogs) > 2',
    'x == "学生"',
  ].map((cel) => proposedKey(cel, 'condition'));
  expect(keys).toEqual([
    'kind_student',
    'not_chip_town_microchip_special',
    'pre_school_needs',
    'condition',
    'condition',
  ]);
  fc.assert(
    fc.property(fc.string(), (cel) => {
      expect(proposedKey(cel, 'condition')).toMatch(/^[a-z][a-z0-9_]{0,59}$/);
    }),
  );
});
